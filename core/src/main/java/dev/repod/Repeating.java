package dev.repod;

import dev.repod.internal.transport.IoLoop;

/**
 * Runs something on a fixed grid of times. A run that comes so late that later ones have become due, stands for them too:
 * they are skipped, and counted.
 */
final class Repeating implements Loop.Task {
    /** What is run. */
    @FunctionalInterface
    interface Body {
        void run(long sinceLastNanos, long skipped);
    }

    private final IoLoop loop;
    private final long periodNanos;
    private final Body body;
    private long dueNanos;
    private long lastNanos;
    private volatile boolean cancelled;

    Repeating(IoLoop loop, long periodNanos, Body body) {
        this.loop = loop;
        this.periodNanos = periodNanos;
        this.body = body;
        this.lastNanos = loop.nanoTime();
        this.dueNanos = lastNanos + periodNanos;
        loop.schedule(periodNanos, this::run);
    }

    private void run() {
        if (cancelled) {
            return;
        }
        long nowNanos = loop.nanoTime();
        long skipped = Math.max(0, nowNanos - dueNanos) / periodNanos;
        long sinceLastNanos = nowNanos - lastNanos;
        lastNanos = nowNanos;
        dueNanos += (skipped + 1) * periodNanos;
        try {
            body.run(sinceLastNanos, skipped);
        } finally {
            if (!cancelled) {
                loop.schedule(dueNanos - loop.nanoTime(), this::run);
            }
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
