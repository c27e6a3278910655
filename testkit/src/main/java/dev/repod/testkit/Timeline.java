package dev.repod.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lab's clock and all that is still to happen, in order of time and, at the same time, in the order in which it was asked
 * for. It is the only one who moves the clock. Confined to the thread that made it: that is what makes a run repeatable.
 */
final class Timeline {
    /** How much may happen at one point in time before it counts as going round in circles. */
    private static final int MOST_TASKS_AT_ONE_TIME = 1_000_000;

    private final Thread player = Thread.currentThread();
    private final TaskQueue queue = new TaskQueue();
    private long nowNanos;
    private long lastSequence;
    private int tasksAtThisTime;

    /** The loop of the task that is being played, or null while the system works or the code outside runs. */
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
        TimedTask task = stamp(delayNanos, loop, body);
        queue.add(task);
        return task;
    }

    /** Has something done after a delay by the system, which no loop holds up. */
    TimedTask afterBySystem(long delayNanos, Runnable body) {
        TimedTask task = stamp(delayNanos, null, body);
        queue.add(task);
        return task;
    }

    /** A task that is due now, in its place behind what was asked for before, and is not queued yet. */
    TimedTask dueNow(VirtualLoop loop, Runnable body) {
        return stamp(0, loop, body);
    }

    private TimedTask stamp(long delayNanos, @Nullable VirtualLoop loop, Runnable body) {
        checkThread();
        return new TimedTask(this, nowNanos + Math.max(0, delayNanos), ++lastSequence, loop, body);
    }

    /** Takes out what was cancelled. */
    void forget(TimedTask task) {
        checkThread();
        queue.remove(task);
    }

    /** Puts back what a loop could not do at its time. It comes before all that was asked for later. */
    void putBack(List<TimedTask> tasks) {
        for (TimedTask task : tasks) {
            if (!task.isCancelled()) {
                queue.add(task);
            }
        }
    }

    /** Plays the next task, if there is one that is due by then. The clock goes to its time. */
    boolean playNext(long untilNanos) {
        checkThread();
        TimedTask next = queue.peek();
        if (next == null || next.atNanos() - untilNanos > 0) {
            return false;
        }
        queue.remove(next);
        moveClock(next.atNanos());
        if (++tasksAtThisTime > MOST_TASKS_AT_ONE_TIME) {
            throw new IllegalStateException(
                    MOST_TASKS_AT_ONE_TIME + " tasks at the same time: something asks for itself without end");
        }
        next.play();
        return true;
    }

    /** How many tasks wait for their time. */
    int waiting() {
        return queue.size();
    }

    /** The rest of a time in which nothing happens any more. */
    void moveClock(long toNanos) {
        if (toNanos - nowNanos > 0) {
            nowNanos = toNanos;
            tasksAtThisTime = 0;
        }
    }

    /** Runs one task as the given loop's, or as the system's. */
    void playAs(@Nullable VirtualLoop loop, Runnable body) {
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
