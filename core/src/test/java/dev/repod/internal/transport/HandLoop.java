package dev.repod.internal.transport;

import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Plays due tasks when time is moved on; a stall is a single large step. */
public final class HandLoop implements IoLoop {
    private record Waiting(long atNanos, Runnable task) {}

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>((one, other) -> Long.signum(one.atNanos - other.atNanos));
    private long nowNanos = Long.MAX_VALUE - 25;

    /** So much time passes. */
    public void later(long nanos) {
        long until = nowNanos + nanos;
        while (!waiting.isEmpty() && waiting.element().atNanos - until <= 0) {
            Waiting next = waiting.remove();
            nowNanos = next.atNanos - nowNanos > 0 ? next.atNanos : nowNanos;
            next.task.run();
        }
        nowNanos = until - nowNanos > 0 ? until : nowNanos;
    }

    /** So much time passes in which nothing is played. */
    public void stall(long nanos) {
        nowNanos += nanos;
        later(0);
    }

    /** A task that is played takes so much time. */
    public void work(long nanos) {
        nowNanos += nanos;
    }

    /** Whether any task waits for its time. */
    public boolean isAnythingWaiting() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Waiting added = new Waiting(nowNanos + delayNanos, task);
        waiting.add(added);
        return () -> waiting.remove(added);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void shutdown() {
        waiting.clear();
    }

    @Override
    public Future<?> ended() {
        return CompletableFuture.completedFuture(true);
    }
}
