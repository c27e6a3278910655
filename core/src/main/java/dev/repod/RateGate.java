package dev.repod;

import dev.repod.internal.session.Rate;
import dev.repod.internal.session.TokenBucket;

/** Lets a burst through, then so many a second, and counts what it held back. Confined to one thread. */
final class RateGate {
    private final TokenBucket bucket;
    private long heldBack;

    RateGate(int burst, int perSecond, long nowNanos) {
        this.bucket = new TokenBucket(new Rate(burst, perSecond), nowNanos);
    }

    boolean tryPass(long nowNanos) {
        bucket.fill(nowNanos);
        boolean passes = bucket.tryTake();
        if (!passes) {
            heldBack++;
        }
        return passes;
    }

    /** How many were held back since this was last asked. */
    long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
