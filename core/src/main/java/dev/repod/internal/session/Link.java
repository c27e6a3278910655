package dev.repod.internal.session;

import java.net.InetSocketAddress;

/**
 * One transport connection, as the session above it sees it. Every method is called on the link's loop; none throws for a
 * network reason: what goes wrong comes back through {@link LinkListener}.
 */
public interface Link {
    /** The address of the peer. */
    InetSocketAddress peerAddress();

    /** Whether the system has taken everything that was written; {@link LinkListener#onWritable} says when it has. */
    boolean isWritable();

    /** Writes and flushes. The bytes are copied before it returns. Only called while {@link #isWritable}. */
    void write(byte[] array, int from, int to);

    /** Asks for one {@link LinkListener#onFlush}, at the end of the running batch of input or of the loop's turn. */
    void flushSoon();

    /** Asks for a {@link LinkListener#onTime} at that time. An earlier one that is already asked for comes too. */
    void wakeAt(long nanos);

    /** Stops or resumes reading; input then stays with the system, and in the end with the peer. */
    void setReading(boolean reading);

    /** Says how much is known of the peer. To begin with it is a stranger; where links do not have to wait for each other that changes nothing. */
    default void setStanding(Standing standing) {}

    /** Whether the bytes that come in now are all that the peer has sent so far, as far as one can see. */
    default boolean hasReadAll() {
        return true;
    }

    /** For how long, taken together, what the peer has sent was not read, since others had to go first. */
    default long heldUpNanos() {
        return 0;
    }

    /**
     * Whether the link ends by itself, with a {@link java.net.SocketTimeoutException}, when what was written to it is not
     * acknowledged by the peer's machine for half a minute (RFC 5482).
     */
    boolean endsWhenUnacknowledged();

    /** Ends the output, after what was written. */
    void shutdownOutput();

    /** Closes at once. {@link LinkListener#onClosed} follows. */
    void close();
}
