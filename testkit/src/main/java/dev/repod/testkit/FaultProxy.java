package dev.repod.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A bad network between real sockets: clients connect to {@link #port} instead of the server's, and what goes through here
 * can be delayed, cut into pieces, held up, swallowed or reset. For tests of what a {@link NetworkLab} cannot show, other
 * programs and the system's own sockets above all. It only listens on the loopback.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server.address())) {
 *     client.connect("127.0.0.1", proxy.port());
 *     proxy.stall(true);
 * }
 * }</pre>
 *
 * <p>Each direction holds at most about 1 MiB; beyond that its sender is held up. All settings are in effect when the call
 * returns. Safe for any thread. One daemon thread, {@code fault-proxy-} and the port, does everything; it ends with {@link
 * #close}.
 */
public final class FaultProxy implements AutoCloseable {
    private final ProxyLoop loop;

    private FaultProxy(InetSocketAddress target) {
        try {
            this.loop = ProxyLoop.start(target);
        } catch (IOException failure) {
            throw new UncheckedIOException("no proxy to " + target, failure);
        }
    }

    /**
     * A proxy to an address, without any fault yet.
     *
     * @param target where its connections lead; need not be there yet
     * @return one that listens
     * @throws UncheckedIOException if it cannot listen
     */
    public static FaultProxy to(InetSocketAddress target) {
        return new FaultProxy(target);
    }

    /**
     * A proxy to a port of the loopback, without any fault yet.
     *
     * @param port 1 to 65535; nothing has to listen there yet
     * @return one that listens
     * @throws IllegalArgumentException if the port is out of range
     * @throws UncheckedIOException if it cannot listen
     */
    public static FaultProxy to(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 1..65535");
        }
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Where it listens. The port stays the same, also while connections are refused.
     *
     * @return the address, 127.0.0.1
     */
    public InetSocketAddress address() {
        return loop.address();
    }

    /**
     * The port on which it listens.
     *
     * @return the port
     */
    public int port() {
        return address().getPort();
    }

    /**
     * Delays what comes in from now on, each way. The order stays.
     *
     * @param latency one way, zero or more; zero by default
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public FaultProxy latency(Duration latency) {
        long nanos = Durations.notNegative("latency", latency).toNanos();
        return set(settings -> settings.latencyNanos = nanos);
    }

    /**
     * Forwards in pieces. The receiver's system may still give it several at once.
     *
     * @param bytes the most of one piece, at least 1; no bound by default
     * @return this
     * @throws IllegalArgumentException if less than 1
     */
    public FaultProxy slices(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("slices of " + bytes + " bytes, which is less than 1");
        }
        return set(settings -> settings.mostSliceBytes = bytes);
    }

    /**
     * Resets connections that are accepted from now on, as soon as that many bytes were forwarded in one of the directions,
     * whichever is first; {@link Long#MAX_VALUE} for never, which is the default.
     *
     * @param bytes zero or more; with zero, at once
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public FaultProxy resetAfter(long bytes) {
        return resetAfterSending(bytes).resetAfterReceiving(bytes);
    }

    /**
     * Resets connections that are accepted from now on, as soon as exactly that many bytes of the client's were forwarded.
     *
     * @param bytes zero or more; with zero, at once; {@link Long#MAX_VALUE}, never, by default
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public FaultProxy resetAfterSending(long bytes) {
        long checked = notNegative(bytes);
        return set(settings -> settings.resetAfterSentBytes = checked);
    }

    /**
     * Resets connections that are accepted from now on, as soon as exactly that many bytes of the target's were forwarded.
     *
     * @param bytes zero or more; with zero, at once; {@link Long#MAX_VALUE}, never, by default
     * @return this
     * @throws IllegalArgumentException if negative
     */
    public FaultProxy resetAfterReceiving(long bytes) {
        long checked = notNegative(bytes);
        return set(settings -> settings.resetAfterReceivedBytes = checked);
    }

    private static long notNegative(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes " + bytes + " is negative");
        }
        return bytes;
    }

    /**
     * Swallows everything both ways, the ends of connections included: each side finds the other one silent.
     *
     * @param on whether it does; what was swallowed does not come back
     * @return this
     */
    public FaultProxy blackhole(boolean on) {
        return blackholeSending(on).blackholeReceiving(on);
    }

    /**
     * Swallows everything that clients send.
     *
     * @param on whether it does; what was swallowed does not come back
     * @return this
     */
    public FaultProxy blackholeSending(boolean on) {
        return set(settings -> settings.swallowsSent = on);
    }

    /**
     * Swallows everything that the target sends.
     *
     * @param on whether it does; what was swallowed does not come back
     * @return this
     */
    public FaultProxy blackholeReceiving(boolean on) {
        return set(settings -> settings.swallowsReceived = on);
    }

    /**
     * Forwards nothing, and keeps what comes, both ways.
     *
     * @param on whether it does; when it ends, everything comes
     * @return this
     */
    public FaultProxy stall(boolean on) {
        return set(settings -> settings.stalls = on);
    }

    private FaultProxy set(Consumer<ProxySettings> change) {
        loop.call(() -> change.accept(loop.settings()));
        return this;
    }

    /**
     * Refuses new connections, by not listening; those that are there live on.
     *
     * @param on whether it does; afterwards it listens on the same port again
     * @return this
     * @throws UncheckedIOException if somebody else has taken the port meanwhile
     */
    public FaultProxy refuse(boolean on) {
        loop.call(() -> loop.listen(!on));
        return this;
    }

    /** Resets both sides of all connections. */
    public void resetAll() {
        loop.call(loop::resetAll);
    }

    /**
     * How many connections go through now. One counts until both of its sides are closed.
     *
     * @return zero or more
     */
    public int connections() {
        return loop.connections();
    }

    /**
     * How many connections have been accepted so far.
     *
     * @return zero or more
     */
    public int accepted() {
        return loop.accepted();
    }

    /** Resets all connections and ends; the thread is gone when it returns. Closing it again does nothing. */
    @Override
    public void close() {
        loop.close();
    }
}
