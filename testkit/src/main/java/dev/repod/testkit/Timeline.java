package dev.repod.testkit;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The lab's clock and all that is still to happen, in order of time and, at the same time, in the order in which it was asked
 * for. It is the only one who moves the clock. Confined to the thread that made it: that is what makes a run repeatable.
 */
final class Timeline {
    /** How much may happen at one point in time before it counts as going round in circles. */
    private static final int MOST_TASKS_AT_ONE_TIME = 1_000_000;

    private final Thread player = Thread.currentThread();
    private final PriorityQueue<TimedTask> queue = new PriorityQueue<>(
            // Times are compared by their difference: the origin is arbitrary, so they may wrap around.
            ((Comparator<TimedTask>) (a, b) -> Long.signum(a.atNanos() - b.atNanos()))
                    .thenComparingLong(TimedTask::sequence));
    private long nowNanos;
    private long lastSequence;
    private int tasksAtThisTime;

    /** The loop of the task that is being played, or null while the code outside runs. */
    private @Nullable VirtualLoop current;

    Timeline(long originNanos) {
        this.nowNanos = originNanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    boolean isCurrent(VirtualLoop loop) {
        return current == loop && Thread.currentThread() == player;
    }

    /** Has something done by a loop after a delay. */
    TimedTask after(long delayNanos, VirtualLoop loop, Runnable body) {
        checkThread();
        TimedTask task = new TimedTask(nowNanos + Math.max(0, delayNanos), ++lastSequence, loop, body);
        queue.add(task);
        return task;
    }

    /** Puts back what a loop could not do at its time. It comes before all that was asked for later. */
    void putBack(Iterable<TimedTask> tasks) {
        tasks.forEach(queue::add);
    }

    /** Plays the next task, if there is one that is due by then. The clock goes to its time. */
    boolean playNext(long untilNanos) {
        checkThread();
        TimedTask next = queue.peek();
        if (next == null || next.atNanos() - untilNanos > 0) {
            return false;
        }
        queue.remove();
        moveClock(next.atNanos());
        if (++tasksAtThisTime > MOST_TASKS_AT_ONE_TIME) {
            throw new IllegalStateException(
                    MOST_TASKS_AT_ONE_TIME + " tasks at the same time: something asks for itself without end");
        }
        if (!next.isCancelled()) {
            next.loop().play(next);
        }
        return true;
    }

    /** The rest of a time in which nothing happens any more. */
    void moveClock(long toNanos) {
        if (toNanos - nowNanos > 0) {
            nowNanos = toNanos;
            tasksAtThisTime = 0;
        }
    }

    /** Runs one task as the given loop's. */
    void playAs(VirtualLoop loop, Runnable body) {
        @Nullable VirtualLoop outer = current;
        current = loop;
        try {
            body.run();
        } finally {
            current = outer;
        }
    }

    private void checkThread() {
        if (Thread.currentThread() != player) {
            throw new IllegalStateException("a lab belongs to the thread that made it, " + player.getName()
                    + ", and was used by " + Thread.currentThread().getName());
        }
    }
}
