package dev.repod.testkit;

import dev.repod.internal.transport.IoLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * A loop without a thread: the timeline plays its tasks. While one of them waits inside the lab, for time to pass or for
 * something to be done, the loop is stalled, as a real one would be: its other tasks are put off until that one returns.
 */
final class VirtualLoop implements IoLoop {
    private final Timeline timeline;
    private final String name;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<TimedTask> putOff = new ArrayList<>();
    private boolean busy;
    private boolean shutDown;

    VirtualLoop(Timeline timeline, String name) {
        this.timeline = timeline;
        this.name = name;
    }

    /** Called by the timeline when the task's time has come. */
    void play(TimedTask task) {
        if (ended.isDone()) {
            return;
        }
        if (busy) {
            putOff.add(task);
            return;
        }
        busy = true;
        try {
            timeline.playAs(this, task.body());
        } finally {
            busy = false;
            timeline.putBack(putOff);
            putOff.clear();
        }
    }

    @Override
    public void execute(Runnable task) {
        schedule(0, task);
    }

    @Override
    public boolean inLoop() {
        return timeline.isCurrent(this);
    }

    @Override
    public long nanoTime() {
        return timeline.nowNanos();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        if (shutDown) {
            throw new RejectedExecutionException(name + " has been shut down");
        }
        return timeline.after(delayNanos, this, task);
    }

    @Override
    public void shutdown() {
        if (!shutDown) {
            shutDown = true;
            timeline.after(0, this, () -> ended.complete(null));
        }
    }

    @Override
    public Future<?> ended() {
        return ended;
    }

    @Override
    public String toString() {
        return name;
    }
}
