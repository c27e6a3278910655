package dev.repod.benchmarks.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Does something so many times a second, evenly; what is late is made up for at once. */
final class Pace implements Runnable {
    /** How many that are late are done in one turn, before the loop reads again. */
    private static final int MOST_AT_ONCE = 64;

    /** Timers are not set closer: what is due meanwhile is sent together, and its latency counts from when it was due. */
    private static final long FINEST_NANOS = 100_000;

    private final EventLoop loop;
    private final double nanosBetween;
    private final LongConsumer action;
    private long startedNanos;
    private long done;
    private boolean running;

    /** The action is told when it was due. */
    Pace(EventLoop loop, long perSecond, LongConsumer action) {
        this.loop = loop;
        nanosBetween = 1e9 / perSecond;
        this.action = action;
    }

    void start() {
        running = true;
        startedNanos = System.nanoTime();
        run();
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        if (!running) {
            return;
        }
        long nowNanos = System.nanoTime();
        for (int i = 0; i < MOST_AT_ONCE && dueNanos() - nowNanos <= 0; i++) {
            long dueNanos = dueNanos();
            done++;
            action.accept(dueNanos);
        }
        loop.schedule(this, Math.max(FINEST_NANOS, dueNanos() - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private long dueNanos() {
        return startedNanos + (long) (done * nanosBetween);
    }
}
