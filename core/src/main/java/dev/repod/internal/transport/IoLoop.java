package dev.repod.internal.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** One thread that does the input and output of its links, and runs timers and tasks, one at a time. */
public interface IoLoop extends Executor {
    /** Whether the calling thread is this loop's. */
    boolean inLoop();

    /** Monotonic time in nanoseconds, the one that timers go by. From any thread. */
    long nanoTime();

    /** Runs the task on the loop after the delay, unless cancelled before. From any thread. */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Ends the thread once the tasks that are already due have run. What is executed later is rejected with a
     * {@link java.util.concurrent.RejectedExecutionException}.
     */
    void shutdown();

    /** Done when the thread has ended. */
    Future<?> ended();

    /** A task that waits for its time. */
    interface Timer {
        /** Forgets the task, if it has not begun. From any thread. */
        void cancel();
    }
}
