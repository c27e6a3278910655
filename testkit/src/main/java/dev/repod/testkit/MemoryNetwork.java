package dev.repod.testkit;

import dev.repod.ConnectionError.Kind;
import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A network in memory: one machine with all its ports, on which every server and client of a lab runs. */
final class MemoryNetwork implements Network {
    /** How long a byte is on its way, and everything else that one side tells the other. */
    static final long LATENCY_NANOS = Duration.ofMillis(1).toNanos();

    /** How long a wait may take that ought to be over at once, in virtual time. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final int FIRST_PICKED_PORT = 30_000;
    private static final int FIRST_CLIENT_PORT = 50_000;
    private static final int LAST_PORT = 65_535;

    private final Timeline timeline;
    private final RandomGenerator cuts;
    private final RandomGenerator random;
    private final Hosts hosts = new Hosts();
    private final Map<Integer, MemoryListener> listeners = new HashMap<>();
    private int lastClientPort = FIRST_CLIENT_PORT - 1;
    private @Nullable VirtualLoop clientLoop;
    private int clientLoopUsers;

    /**
     * A network on which nothing runs yet.
     *
     * @param cuts chooses where the stream of bytes is cut
     * @param random what servers and clients draw from, kept apart so that neither disturbs the other
     */
    MemoryNetwork(Timeline timeline, RandomGenerator cuts, RandomGenerator random) {
        this.timeline = timeline;
        this.cuts = cuts;
        this.random = random;
    }

    @Override
    public VirtualLoop openLoop(String threadName) {
        return new VirtualLoop(timeline, threadName);
    }

    @Override
    public VirtualLoop acquireClientLoop() {
        VirtualLoop loop = clientLoop;
        if (loop == null) {
            loop = openLoop("repod-client-io");
            clientLoop = loop;
        }
        clientLoopUsers++;
        return loop;
    }

    @Override
    public void releaseClientLoop() {
        clientLoopUsers--;
        if (clientLoopUsers == 0 && clientLoop != null) {
            clientLoop.shutdown();
            clientLoop = null;
        }
    }

    @Override
    public Listener listen(IoLoop loop, String host, int port, Acceptor acceptor) throws IOException {
        int bound = port == 0 ? freePort() : port;
        if (listeners.containsKey(bound)) {
            throw new BindException("Address already in use");
        }
        InetSocketAddress address = new InetSocketAddress(hosts.bind(host), bound);
        MemoryListener listener =
                new MemoryListener((VirtualLoop) loop, address, acceptor, closed -> listeners.remove(bound, closed));
        listeners.put(bound, listener);
        return listener;
    }

    private int freePort() throws IOException {
        for (int port = FIRST_PICKED_PORT; port < FIRST_CLIENT_PORT; port++) {
            if (!listeners.containsKey(port)) {
                return port;
            }
        }
        throw new BindException("Cannot assign requested address");
    }

    @Override
    public Attempt connect(IoLoop loop, String host, int port, long timeoutNanos, ConnectListener listener) {
        VirtualLoop clientSide = (VirtualLoop) loop;
        ConnectAttempt attempt = new ConnectAttempt(host, port, listener);
        if (hosts.knows(host)) {
            clientSide.schedule(LATENCY_NANOS, () -> knock(clientSide, attempt));
        } else {
            clientSide.execute(() -> attempt.fail(Kind.UNKNOWN_HOST, host));
        }
        return attempt;
    }

    /** The attempt has reached the server's machine; what it finds there is known to the client one way later. */
    private void knock(VirtualLoop clientSide, ConnectAttempt attempt) {
        MemoryListener listener = listeners.get(attempt.port());
        if (listener == null) {
            clientSide.schedule(LATENCY_NANOS, () -> attempt.fail(Kind.REFUSED, "nothing listens there"));
            return;
        }
        InetSocketAddress clientAddress = new InetSocketAddress(hosts.loopback(), nextClientPort());
        MemoryLink serverEnd = new MemoryLink(timeline, listener.loop(), clientAddress, cuts);
        MemoryLink clientEnd = new MemoryLink(timeline, clientSide, listener.address(), cuts);
        serverEnd.join(clientEnd);
        attempt.found(clientEnd);
        clientSide.schedule(LATENCY_NANOS, () -> attempt.succeed(clientEnd));
        listener.arrived(serverEnd);
    }

    private int nextClientPort() {
        lastClientPort = lastClientPort == LAST_PORT ? FIRST_CLIENT_PORT : lastClientPort + 1;
        return lastClientPort;
    }

    /** Plays on until it is done. */
    @Override
    public void await(Future<?> done) {
        long untilNanos = timeline.nowNanos() + LONGEST_WAIT.toNanos();
        while (!done.isDone()) {
            if (!timeline.playNext(untilNanos)) {
                throw new IllegalStateException("what is waited for does not happen: nothing that the lab has to play"
                        + " within " + LONGEST_WAIT + " brings it about");
            }
        }
    }

    /** Nothing to do: the program is whoever plays the lab, and lives for as long as it likes. */
    @Override
    public void holdProgramUntil(Future<?> done) {}

    /** From the seed as well: what nobody can guess would be another thing in each run. */
    @Override
    public void fillSecret(byte[] bytes) {
        random.nextBytes(bytes);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
