package dev.repod.internal.session;

import dev.repod.internal.wire.BrokenPeerException;

/**
 * How many PINGs a peer may send: each costs it ten bytes and this side an answer, and no peer needs more than one a second. A
 * token bucket: so many at once, then so many a second.
 */
final class PingAllowance {
    static final int BURST = 100;
    private static final long NANOS_PER_PING = 100_000_000;

    private int left = BURST;
    private long filledNanos;

    PingAllowance(long nowNanos) {
        filledNanos = nowNanos;
    }

    /**
     * Takes one.
     *
     * @throws BrokenPeerException if none is left
     */
    void check(long nowNanos) {
        long earned = (nowNanos - filledNanos) / NANOS_PER_PING;
        if (earned > 0) {
            left = (int) Math.min(BURST, left + earned);
            filledNanos += earned * NANOS_PER_PING;
        }
        if (left == 0) {
            throw BrokenPeerException.overLimit("pings", BURST, BURST + 1L);
        }
        left--;
    }
}
