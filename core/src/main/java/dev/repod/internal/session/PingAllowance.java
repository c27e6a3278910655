package dev.repod.internal.session;

import dev.repod.internal.wire.BrokenPeerException;

/**
 * How many PINGs a peer may send: each costs it ten bytes and this side an answer, and no peer needs more than one a second. So many
 * at once, then so many a second.
 */
final class PingAllowance {
    static final int BURST = 100;
    private static final Rate RATE = new Rate(BURST, 10);

    private final TokenBucket bucket;

    PingAllowance(long nowNanos) {
        bucket = new TokenBucket(RATE, nowNanos);
    }

    /**
     * Takes one.
     *
     * @throws BrokenPeerException if none is left
     */
    void check(long nowNanos) {
        bucket.fill(nowNanos);
        if (!bucket.tryTake()) {
            throw BrokenPeerException.overLimit("pings", BURST, BURST + 1L);
        }
    }
}
