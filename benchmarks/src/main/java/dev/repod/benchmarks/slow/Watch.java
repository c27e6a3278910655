package dev.repod.benchmarks.slow;

/** What one client has seen of the sky. Confined to the loop. */
final class Watch {
    private long count;
    private long lastNumber;
    private long lastNanos;
    private long longestNanos;
    private long missed;

    /** The next one has come. */
    void saw(long number, long nowNanos) {
        if (lastNumber > 0) {
            missed += number - lastNumber - 1;
            longestNanos = Math.max(longestNanos, nowNanos - lastNanos);
        }
        lastNumber = number;
        lastNanos = nowNanos;
        count++;
    }

    /** Counts anew, but goes on from the last one that came. */
    void restart(long nowNanos) {
        count = 0;
        missed = 0;
        longestNanos = 0;
        lastNanos = nowNanos;
    }

    long count() {
        return count;
    }

    /** How many were sent and have not come: numbers that were passed over. */
    long missed() {
        return missed;
    }

    long lastNumber() {
        return lastNumber;
    }

    /** The longest time between two, in the time that is counted. */
    long longestNanos(long nowNanos) {
        return Math.max(longestNanos, nowNanos - lastNanos);
    }
}
