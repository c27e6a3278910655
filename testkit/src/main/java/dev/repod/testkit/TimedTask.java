package dev.repod.testkit;

import dev.repod.internal.transport.IoLoop;

/** Something that a loop is to do at a time. */
final class TimedTask implements IoLoop.Timer {
    private final long atNanos;
    private final long sequence;
    private final VirtualLoop loop;
    private final Runnable body;
    private boolean cancelled;

    TimedTask(long atNanos, long sequence, VirtualLoop loop, Runnable body) {
        this.atNanos = atNanos;
        this.sequence = sequence;
        this.loop = loop;
        this.body = body;
    }

    long atNanos() {
        return atNanos;
    }

    /** Which of several tasks of the same time comes first. */
    long sequence() {
        return sequence;
    }

    VirtualLoop loop() {
        return loop;
    }

    Runnable body() {
        return body;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
