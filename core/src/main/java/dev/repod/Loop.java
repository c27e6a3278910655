package dev.repod;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * A server's thread, as an executor: what is run here never overlaps with a callback of that server. Every method may be
 * called from any thread. What is asked for before the server starts, runs once it has; after it has stopped, tasks are
 * refused with a {@link java.util.concurrent.RejectedExecutionException}.
 *
 * <p>An exception that leaves a task is logged; it stops neither the loop nor a task that repeats.
 */
public interface Loop extends Executor {
    /**
     * Runs a task as soon as the loop is free, after all that was asked for before.
     *
     * @param task what to run
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task once, after a delay.
     *
     * @param delay zero or more
     * @param task what to run
     * @return by which it can be cancelled
     */
    Task schedule(Duration delay, Runnable task);

    /**
     * Runs a task again and again, at a fixed rate. Runs that a stall has made late are skipped, never bunched.
     *
     * @param period the time between two runs, at least 1 ms
     * @param task what to run
     * @return by which it can be cancelled
     * @throws IllegalArgumentException if the period is out of range
     */
    Task every(Duration period, Runnable task);

    /**
     * Whether the calling thread is the loop's.
     *
     * @return true inside callbacks and tasks
     */
    boolean inLoop();

    /** Something that will run. */
    interface Task {
        /** Forgets it; without effect once it has run. Safe for any thread. */
        void cancel();
    }
}
