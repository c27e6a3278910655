package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/** What a {@link Link} tells the session above it, on the link's loop. Times are monotonic nanoseconds. */
public interface LinkListener {
    /** Bytes came in. The array is the caller's again when this returns. */
    void onBytes(byte[] array, int from, int to, long nowNanos);

    /** The batch of input, or the turn of the loop, in which {@link Link#flushSoon} was called is over. */
    void onFlush(long nowNanos);

    /** The system has taken all that was written. */
    void onWritable(long nowNanos);

    /** The peer has ended its output. */
    void onInputEnded(long nowNanos);

    /** A time that was asked for by {@link Link#wakeAt} has come, or has passed. */
    void onTime(long nowNanos);

    /** The link is gone: the last call, exactly once. The cause is null where nothing was wrong. */
    void onClosed(@Nullable Throwable cause, long nowNanos);
}
