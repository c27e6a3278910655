package dev.repod.internal.transport;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a loop's thread. Netty says that a loop has terminated a moment before its thread is gone; who waits here
 * returns when it is, so that a stopped server has left nothing behind.
 */
record ThreadEnd(Future<?> terminated, Thread thread) implements Future<@Nullable Void> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return terminated.isDone() && !thread.isAlive();
    }

    @Override
    public @Nullable Void get() throws InterruptedException, ExecutionException {
        terminated.get();
        thread.join();
        return null;
    }

    @Override
    public @Nullable Void get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        terminated.get(timeout, unit);
        unit.timedJoin(thread, timeout);
        if (thread.isAlive()) {
            throw new TimeoutException(thread.getName() + " has not ended");
        }
        return null;
    }
}
