package dev.repod.testkit;

import dev.repod.internal.transport.IoLoop;
import org.jspecify.annotations.Nullable;

/** Something that a loop, or the system below the loops, is to do at a time. */
final class TimedTask implements IoLoop.Timer {
    /** The place of a task that is not in the queue: played, cancelled, or put off by its loop. */
    static final int NOT_QUEUED = -1;

    private final Timeline timeline;
    private final long atNanos;
    private final long sequence;
    private final @Nullable VirtualLoop loop;
    private final Runnable body;
    private int place = NOT_QUEUED;
    private boolean cancelled;

    /**
     * A task that is in no queue yet.
     *
     * @param sequence which of several tasks of the same time comes first
     * @param loop whose it is; null for the system's own
     */
    TimedTask(Timeline timeline, long atNanos, long sequence, @Nullable VirtualLoop loop, Runnable body) {
        this.timeline = timeline;
        this.atNanos = atNanos;
        this.sequence = sequence;
        this.loop = loop;
        this.body = body;
    }

    long atNanos() {
        return atNanos;
    }

    /** Times are compared by their difference: the origin is arbitrary, so they may wrap around. */
    boolean comesBefore(TimedTask other) {
        long laterByNanos = atNanos - other.atNanos;
        return laterByNanos < 0 || (laterByNanos == 0 && sequence < other.sequence);
    }

    int place() {
        return place;
    }

    /** For the queue, which alone moves it. */
    void setPlace(int newPlace) {
        place = newPlace;
    }

    Runnable body() {
        return body;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void play() {
        if (loop == null) {
            timeline.playAs(null, body);
        } else {
            loop.play(this);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (place != NOT_QUEUED) {
            timeline.forget(this);
        }
    }
}
