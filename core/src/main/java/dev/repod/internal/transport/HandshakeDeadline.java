package dev.repod.internal.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time by which something has to have happened on a link that has no session yet. One that is looked at late was slept
 * through by the loop, which read nothing meanwhile: it is moved by as much, so that a stall of this side ends nobody.
 */
final class HandshakeDeadline {
    /** How late a loop may look before it counts as stalled. */
    private static final long STALL_NANOS = 100_000_000;

    private final EventLoop loop;
    private Runnable onPassed;
    private long atNanos;
    private @Nullable ScheduledFuture<?> timer;

    /** Begins to run. On the loop. */
    HandshakeDeadline(EventLoop loop, long inNanos, Runnable onPassed) {
        this.loop = loop;
        this.onPassed = onPassed;
        schedule(SystemTime.nanoTime() + inNanos, inNanos);
    }

    private void schedule(long newAtNanos, long inNanos) {
        atNanos = newAtNanos;
        timer = loop.schedule(this::onTime, inNanos, TimeUnit.NANOSECONDS);
    }

    /** What came in during the turn in which the timer fires is read before time is judged. */
    private void onTime() {
        timer = loop.schedule(this::judge, 0, TimeUnit.NANOSECONDS);
    }

    private void judge() {
        long nowNanos = SystemTime.nanoTime();
        long lateNanos = nowNanos - atNanos;
        if (lateNanos > STALL_NANOS) {
            schedule(nowNanos + lateNanos, lateNanos);
        } else {
            timer = null;
            onPassed.run();
        }
    }

    /** Goes on, towards something else. */
    void then(Runnable newOnPassed) {
        onPassed = newOnPassed;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
