package dev.repod.internal.transport;

import dev.repod.internal.limit.Rate;
import dev.repod.internal.limit.TokenBucket;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * How much of a loop's time goes to those of whom nothing is known, while there are others on it: an eighth, however many come. So a
 * loop under attack is one that sleeps most of the time, which is what gets it a core at once when a player's message comes; and the
 * players wait no longer than one short slice.
 *
 * <p>Time is the token of a bucket. What somebody does is charged afterwards; where that uses the bucket up he waits, and all others
 * who come after him. Those who wait for the first time take turns with all others: so whoever has a word to say and no more
 * is not kept waiting by those who never stop. Confined to the loop.
 */
final class Ration {
    /** Whoever uses it. */
    interface Consumer {
        /** Its turn has come. False where it needs none any more. */
        boolean goOn();

        /** Whether it has had little so far. */
        default boolean isNew() {
            return false;
        }
    }

    private static final double SHARE = 0.125;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** What may be used at once where nothing was used for a while. */
    private static final long BURST_NANOS = 2_000_000;

    /** One slice: then the others have their turn. */
    private static final long SLICE_NANOS = 1_000_000;

    /** A loop that was stalled, or had no core, seems to have worked: nobody pays for more than that. */
    private static final long MOST_DEBT_NANOS = 25_000_000;

    /** Of how many charges the average is, by which it is guessed how many may go on at once. */
    private static final int AVERAGED = 64;

    private static final double FIRST_GUESS_NANOS = 100_000;

    private final IoLoop loop;
    private final BooleanSupplier isNeeded;
    private final TokenBucket time;
    private final Set<Consumer> newWaiting = new LinkedHashSet<>();
    private final Set<Consumer> oldWaiting = new LinkedHashSet<>();
    private boolean isOldsTurn;
    private double averageNanos = FIRST_GUESS_NANOS;
    private boolean isTimerSet;

    /**
     * A full one.
     *
     * @param isNeeded whether there is anybody on the loop who would have to wait for these
     */
    Ration(IoLoop loop, BooleanSupplier isNeeded) {
        this.loop = loop;
        this.isNeeded = isNeeded;
        this.time = new TokenBucket(new Rate(BURST_NANOS, SHARE * NANOS_PER_SECOND), loop.nanoTime());
    }

    /** Charges what was done; true where whoever did it has to {@link #await} his next turn. */
    boolean isUsedUp(long tookNanos, long nowNanos) {
        long costNanos = Math.min(tookNanos, MOST_DEBT_NANOS);
        time.fill(nowNanos);
        averageNanos += (costNanos - averageNanos) / AVERAGED;
        time.take(Math.min(costNanos, Math.max(0, MOST_DEBT_NANOS + (long) time.level())));
        return time.isEmpty() && isNeeded.getAsBoolean();
    }

    /** Tells it when its turn has come. */
    void await(Consumer consumer) {
        (consumer.isNew() ? newWaiting : oldWaiting).add(consumer);
        setTimer();
    }

    /** It waits no longer. */
    void forget(Consumer consumer) {
        newWaiting.remove(consumer);
        oldWaiting.remove(consumer);
    }

    private void setTimer() {
        if (!isTimerSet && isAnyWaiting()) {
            isTimerSet = true;
            double missing = SLICE_NANOS - time.level();
            loop.schedule((long) Math.ceil(Math.max(0, missing) / SHARE), this::release);
        }
    }

    private boolean isAnyWaiting() {
        return !newWaiting.isEmpty() || !oldWaiting.isEmpty();
    }

    private Consumer next() {
        boolean takesOld = newWaiting.isEmpty() || (isOldsTurn && !oldWaiting.isEmpty());
        isOldsTurn = !takesOld;
        return removeFirst(takesOld ? oldWaiting : newWaiting);
    }

    private static Consumer removeFirst(Set<Consumer> waiting) {
        Iterator<Consumer> all = waiting.iterator();
        Consumer first = all.next();
        all.remove();
        return first;
    }

    private void release() {
        isTimerSet = false;
        time.fill(loop.nanoTime());
        double room = Math.max(1, time.level());
        while ((room > 0 || !isNeeded.getAsBoolean()) && isAnyWaiting()) {
            if (next().goOn()) {
                room -= averageNanos;
            }
        }
        setTimer();
    }
}
