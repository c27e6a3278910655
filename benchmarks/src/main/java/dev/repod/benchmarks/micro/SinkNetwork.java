package dev.repod.benchmarks.micro;

import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network without one: a real server stands on it, and what the server writes is copied once and forgotten. So everything
 * between the bytes of a read and the bytes of a write is measured, and no system call. The one thread is its loop.
 */
final class SinkNetwork implements Network {
    private final Loop loop = new Loop();
    private final List<SinkLink> dirty = new ArrayList<>();
    private @Nullable Acceptor acceptor;

    /** A new link. Who says HELLO on it, and how, is what becomes of it. */
    SinkLink accept() {
        SinkLink link = new SinkLink(dirty);
        Acceptor server = Objects.requireNonNull(acceptor);
        long nowNanos = System.nanoTime();
        link.session(Objects.requireNonNull(
                server.onAccepted(link, server.onArrived(link.peerAddress(), nowNanos), nowNanos)));
        endTurn();
        return link;
    }

    /** Bytes come in on a link, and the batch is over. */
    void receive(SinkLink link, byte[] bytes) {
        link.session().onBytes(bytes, 0, bytes.length, System.nanoTime());
        endTurn();
    }

    /** Runs the tasks that are due, and flushes the links that asked for it. */
    void endTurn() {
        loop.runTasks();
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }

    @Override
    public IoLoop openLoop(String threadName) {
        return loop;
    }

    @Override
    public Listener listen(IoLoop on, String host, int port, Acceptor accepting) {
        acceptor = accepting;
        return new Bound();
    }

    @Override
    public void fillSecret(byte[] bytes) {
        random().nextBytes(bytes);
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.getDefault();
    }

    @Override
    public void await(Future<?> done) {
        throw new UnsupportedOperationException("a run ends with its JVM");
    }

    @Override
    public void holdProgramUntil(Future<?> done) {
        throw new UnsupportedOperationException("servers alone");
    }

    @Override
    public IoLoop acquireClientLoop() {
        throw new UnsupportedOperationException("servers alone");
    }

    @Override
    public void releaseClientLoop() {
        throw new UnsupportedOperationException("servers alone");
    }

    @Override
    public Attempt connect(IoLoop on, String host, int port, long timeoutNanos, ConnectListener listener) {
        throw new UnsupportedOperationException("servers alone");
    }

    private static final class Bound implements Listener {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public void accept() {}

        @Override
        public void close() {}
    }

    /** Timers are asked for and never fire: nothing here takes as long as a deadline. */
    private static final class Loop implements IoLoop {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        void runTasks() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return () -> {};
        }

        @Override
        public void shutdown() {}

        @Override
        public Future<?> ended() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
