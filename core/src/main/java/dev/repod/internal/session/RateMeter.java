package dev.repod.internal.session;

import dev.repod.internal.session.TooFast.Step;
import org.jspecify.annotations.Nullable;

/** Holds one client to one limit: warns while its bucket runs low, drops while it is empty, and closes at last. */
final class RateMeter {
    private final RateRule rule;
    private final TokenBucket bucket;

    /** Null while the bucket was never low since it was full. */
    private @Nullable Spill spill;

    RateMeter(RateRule rule, long nowNanos) {
        this.rule = rule;
        this.bucket = new TokenBucket(rule.rate(), nowNanos);
    }

    RateRule rule() {
        return rule;
    }

    void fill(long nowNanos, long unreadNanos) {
        bucket.fill(nowNanos, unreadNanos);
    }

    /** Whether so much may be taken without another thought. */
    boolean isPlenty(long tokens) {
        return bucket.level() - tokens >= rule.low();
    }

    /** How much that is. */
    long plenty() {
        return (long) (bucket.level() - rule.low());
    }

    boolean isEmpty() {
        return bucket.isEmpty();
    }

    void take(long tokens) {
        bucket.take(tokens);
    }

    /** So much came that finds the bucket empty. */
    void spill(long tokens) {
        spilled().over += tokens;
    }

    /** What follows from how it stands now; null where that is nothing, or nothing new. */
    @Nullable Step nextStep() {
        if (isPlenty(0)) {
            return null;
        }
        Spill now = spilled();
        Step step = now.over >= rule.rate().burst() ? Step.CLOSE : now.over > 0 ? Step.DROP : Step.WARN;
        return now.isNew(step) ? step : null;
    }

    private Spill spilled() {
        Spill running = spill;
        if (running == null || running.fullNanos != bucket.fullNanos()) {
            running = new Spill(bucket.fullNanos());
            spill = running;
        }
        return running;
    }

    /** How much came in a second, over the time since the bucket was full, or in a burst where that is longer. */
    long seenPerSecond() {
        long nanos = Math.max(bucket.filledNanos() - bucket.fullNanos(), rule.burstNanos());
        return Math.round((bucket.takenSinceFull() + spilled().over) * 1e9 / nanos);
    }
}
