package dev.repod.testkit;

import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * A loop without a thread: the timeline plays its tasks. While one of them waits inside the lab, for time to pass or for
 * something to be done, the loop is stalled, as a real one would be: its other tasks are put off until that one returns. So
 * they are while its process is frozen. Once the process is killed they are dropped.
 */
final class VirtualLoop implements IoLoop {
    private final Timeline timeline;
    private final LabProcess process;
    private final String name;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<TimedTask> putOff = new ArrayList<>();
    private boolean busy;
    private boolean shutDown;

    VirtualLoop(Timeline timeline, LabProcess process, String name) {
        this.timeline = timeline;
        this.process = process;
        this.name = name;
    }

    LabProcess process() {
        return process;
    }

    /** Called by the timeline when the task's time has come. */
    void play(TimedTask task) {
        if (isGone()) {
            return;
        }
        if (busy || process.isFrozen()) {
            putOff.add(task);
        } else {
            run(task.body());
        }
    }

    /** Called by the system, which has something for this loop: done at once, or as soon as the loop can. */
    void playNow(Runnable body) {
        if (isGone()) {
            return;
        }
        if (busy || process.isFrozen()) {
            putOff.add(timeline.dueNow(this, body));
        } else {
            run(body);
        }
    }

    private boolean isGone() {
        return ended.isDone() || process.isKilled();
    }

    /** What the task makes, stands on the process whose code it is. */
    private void run(Runnable body) {
        busy = true;
        try {
            Networks.using(process.network(), () -> {
                timeline.playAs(this, body);
                return this;
            });
        } finally {
            busy = false;
            resume();
        }
    }

    /** Does what was put off, in its order, if nothing holds the loop up any more. */
    void resume() {
        if (!busy && !process.isFrozen() && !putOff.isEmpty()) {
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
            timeline.after(0, this, this::end);
        }
    }

    private void end() {
        ended.complete(null);
        process.forget(this);
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
