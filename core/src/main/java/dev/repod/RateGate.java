package dev.repod;

/** A token bucket: lets a burst through, then so many a second, and counts what it held back. Confined to one thread. */
final class RateGate {
    private final int burst;
    private final long nanosPerToken;
    private long filledAtNanos;
    private long tokens;
    private long heldBack;

    RateGate(int burst, int perSecond, long nowNanos) {
        this.burst = burst;
        this.nanosPerToken = 1_000_000_000L / perSecond;
        this.filledAtNanos = nowNanos;
        this.tokens = burst;
    }

    boolean tryPass(long nowNanos) {
        long earned = (nowNanos - filledAtNanos) / nanosPerToken;
        if (earned > 0) {
            tokens = Math.min(burst, tokens + earned);
            filledAtNanos += earned * nanosPerToken;
        }
        if (tokens == 0) {
            heldBack++;
            return false;
        }
        tokens--;
        return true;
    }

    /** How many were held back since this was last asked. */
    long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
