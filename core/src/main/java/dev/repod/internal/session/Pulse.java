package dev.repod.internal.session;

/**
 * Notices that a loop did not turn for a while, and so did not read. Something has to beat it regularly while nothing comes in;
 * whoever comes first after a stall notices, because what was waiting is read before any timer is looked at.
 */
public final class Pulse {
    private static final long LEAST_NANOS = 50_000_000;
    private static final long MOST_NANOS = 1_000_000_000;

    private final long stallNanos;
    private long lastNanos;
    private boolean begun;
    private long stallEndNanos;
    private long stalledNanos;

    /** One for clients that may send so much at once as they may send in that time. */
    Pulse(long burstNanos) {
        this.stallNanos = Math.max(LEAST_NANOS, Math.min(MOST_NANOS, burstNanos / 2));
    }

    /** How often it has to be beaten at the least. */
    public long periodNanos() {
        return stallNanos / 2;
    }

    /** The loop turns. */
    public void beat(long nowNanos) {
        if (begun && nowNanos - lastNanos > stallNanos) {
            stallEndNanos = nowNanos;
            stalledNanos = nowNanos - lastNanos;
        }
        begun = true;
        lastNanos = nowNanos;
    }

    /**
     * How much of the time since then counts as not read: that of the last stall, less what has passed after it. Who had nothing
     * waiting has not come at once.
     */
    long unreadSince(long nanos) {
        long unreadNanos = Math.min(stalledNanos, stallEndNanos - nanos);
        return stalledNanos == 0 ? 0 : Math.max(0, unreadNanos - (lastNanos - stallEndNanos));
    }
}
