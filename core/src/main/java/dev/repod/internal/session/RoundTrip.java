package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/** How far away the peer is: the time from a PING to its PONG, smoothed as RFC 6298, section 2, smooths it. */
final class RoundTrip {
    /** RFC 6298: alpha is 1/8. */
    private static final int SMOOTHING = 8;

    private long lastToken;
    private long sentNanos;
    private boolean awaited;

    /** Written on the I/O thread, read by any. */
    private volatile long smoothedNanos = -1;

    /** Another PING goes out; answers its token. A PONG to an earlier one comes too late then. */
    long begin(long nowNanos) {
        sentNanos = nowNanos;
        awaited = true;
        return ++lastToken;
    }

    void onPong(long token, long nowNanos) {
        if (!awaited || token != lastToken) {
            return;
        }
        awaited = false;
        long sample = nowNanos - sentNanos;
        long before = smoothedNanos;
        smoothedNanos = before < 0 ? sample : before + (sample - before) / SMOOTHING;
    }

    /** Nanoseconds, or null before the first answer. From any thread. */
    @Nullable Long smoothedNanos() {
        long nanos = smoothedNanos;
        return nanos < 0 ? null : nanos;
    }
}
