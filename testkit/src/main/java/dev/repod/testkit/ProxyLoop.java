package dev.repod.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one thread of a proxy: accepts, and lets every connection do in turn what it can. */
final class ProxyLoop {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** What has no time of its own is looked at that often, at the latest. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Selector selector;
    private final ProxySettings settings = new ProxySettings();
    /** What other threads want done, under its own lock. */
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private final List<ProxyConnection> connections = new ArrayList<>();
    private final Thread thread;
    private @Nullable ServerSocketChannel listener;
    private volatile int connectionCount;
    private final AtomicInteger acceptedCount = new AtomicInteger();
    private volatile boolean closed;
    private boolean ended;

    private ProxyLoop(InetSocketAddress target) throws IOException {
        this.target = target;
        this.selector = Selector.open();
        ServerSocketChannel first = bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
        this.listener = first;
        this.address = (InetSocketAddress) first.getLocalAddress();
        this.thread = new Thread(this::run, "fault-proxy-" + address.getPort());
        thread.setDaemon(true);
    }

    static ProxyLoop start(InetSocketAddress target) throws IOException {
        ProxyLoop loop = new ProxyLoop(target);
        loop.thread.start();
        return loop;
    }

    private ServerSocketChannel bind(InetSocketAddress where) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(where);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
        return channel;
    }

    // ---- for any thread

    InetSocketAddress address() {
        return address;
    }

    int connections() {
        return connectionCount;
    }

    int accepted() {
        return acceptedCount.get();
    }

    /** Has something done on the thread, and waits until it is. */
    void call(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (tasks) {
            if (ended) {
                throw new IllegalStateException("the proxy on port " + address.getPort() + " is closed");
            }
            tasks.add(() -> complete(done, task));
        }
        selector.wakeup();
        join(done);
    }

    private static void complete(CompletableFuture<Void> done, Runnable task) {
        try {
            task.run();
            done.complete(null);
        } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }

    private static void join(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException failure ? failure : failed;
        }
    }

    void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- on the thread

    ProxySettings settings() {
        return settings;
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        long waitNanos =
                connections.stream().mapToLong(ProxyConnection::prepare).min().orElse(LONGEST_WAIT_NANOS);
        if (waitNanos <= 0) {
            selector.selectNow();
        } else {
            // Rounded up: what is due in half a millisecond is not waited for in a circle.
            selector.select(TimeUnit.NANOSECONDS.toMillis(Math.min(waitNanos, LONGEST_WAIT_NANOS)) + 1);
        }
        selector.selectedKeys().clear();
        runTasks(false);
        acceptAll();
        connections.forEach(ProxyConnection::turn);
        forgetClosed();
    }

    /** The last ones are those of callers who came before the end. */
    private void runTasks(boolean last) {
        List<Runnable> due;
        synchronized (tasks) {
            ended = last;
            due = List.copyOf(tasks);
            tasks.clear();
        }
        due.forEach(Runnable::run);
    }

    private void acceptAll() throws IOException {
        if (listener == null) {
            return;
        }
        for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
            connections.add(ProxyConnection.open(selector, settings, client, target));
            acceptedCount.incrementAndGet();
        }
    }

    private void forgetClosed() {
        connections.removeIf(ProxyConnection::isClosed);
        connectionCount = connections.size();
    }

    void listen(boolean on) {
        try {
            if (on && listener == null) {
                listener = bind(address);
            } else if (!on && listener != null) {
                listener.close();
                listener = null;
                letGo();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("port " + address.getPort(), failure);
        }
    }

    void resetAll() {
        connections.forEach(ProxyConnection::reset);
        forgetClosed();
        letGo();
    }

    /** The system only hears of a close once the selector has let go of the socket. */
    private void letGo() {
        try {
            selector.selectNow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void end() {
        runTasks(true);
        listen(false);
        resetAll();
        try {
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
