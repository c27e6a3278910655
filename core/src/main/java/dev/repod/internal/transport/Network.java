package dev.repod.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * The world outside: sockets, loops, time and chance, handed in as one argument. {@link NettyNetwork} is the real one; the
 * testkit has one that plays in memory and in virtual time.
 */
public interface Network {
    /** A loop of its own, with one thread. Its owner ends it by {@link IoLoop#shutdown}. */
    IoLoop openLoop(String threadName);

    /** The loop that all clients share. Each call must be matched by one of {@link #releaseClientLoop}. */
    IoLoop acquireClientLoop();

    /** Says that a client needs the shared loop no more; its thread ends with the last one. */
    void releaseClientLoop();

    /**
     * Binds; accepts once told to. Not to be called on the loop.
     *
     * @param loop where the accepted links live
     * @throws IOException when the address cannot be had
     */
    Listener listen(IoLoop loop, String host, int port, Acceptor acceptor) throws IOException;

    /** Binds a port with TLS. In a network without wires nobody listens in: there it is one without. */
    default Listener listen(IoLoop loop, String host, int port, ServerTls tls, Acceptor acceptor) throws IOException {
        return listen(loop, host, port, acceptor);
    }

    /**
     * Begins to connect, over TLS where the destination says so: then there is as much time again for the handshake. In a network
     * without wires that is left out.
     */
    default Attempt connect(IoLoop loop, Destination to, long timeoutNanos, ConnectListener listener) {
        return connect(loop, to.host(), to.port(), timeoutNanos, listener);
    }

    /** Begins to connect; the outcome comes on the loop. */
    Attempt connect(IoLoop loop, String host, int port, long timeoutNanos, ConnectListener listener);

    /** Blocks the calling thread until the future is done; in virtual time, plays on until it is. */
    void await(Future<?> done) throws InterruptedException;

    /** Keeps the program alive until the future is done: for what a daemon thread still has to flush. */
    void holdProgramUntil(Future<?> done);

    /** Where random numbers come from. Not for secrets. */
    RandomGenerator random();

    /** Fills an array with bytes that nobody can guess. From any thread. */
    void fillSecret(byte[] bytes);

    /** A bound socket. */
    interface Listener extends Closeable {
        /** The address that it is bound to, with the real port. */
        InetSocketAddress address();

        /** Begins to accept. */
        void accept();

        /** Accepts no more. What has a session lives on; what is still in a handshake is cut. */
        @Override
        void close();
    }

    /** A connection that is being made. */
    interface Attempt {
        /** Gives up, unless it has an outcome; then no outcome comes. On the loop. */
        void cancel();
    }
}
