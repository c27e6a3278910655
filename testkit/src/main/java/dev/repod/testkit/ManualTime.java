package dev.repod.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A clock that stands still until a test moves it, for code that takes its time as an argument. That of a lab, {@link
 * NetworkLab#time}, goes by the lab's virtual time and is moved by it alone.
 *
 * <p>Safe for any thread, except for that of a lab, which belongs to the lab's.
 */
public final class ManualTime {
    private static final Instant SOME_DAY = Instant.parse("2000-01-01T00:00:00Z");

    private final AtomicLong movedNanos = new AtomicLong();
    private final LongSupplier elapsedNanos;
    private final Instant start;
    private final long originNanos;
    private final boolean isMovedByHand;

    private ManualTime(Instant start) {
        this.start = start;
        this.originNanos = 0;
        this.elapsedNanos = movedNanos::get;
        this.isMovedByHand = true;
    }

    private ManualTime(long originNanos, LongSupplier elapsedNanos) {
        this.start = SOME_DAY;
        this.originNanos = originNanos;
        this.elapsedNanos = elapsedNanos;
        this.isMovedByHand = false;
    }

    /**
     * A clock that stands at midnight of 1 January 2000, UTC.
     *
     * @return one of its own
     */
    public static ManualTime standing() {
        return new ManualTime(SOME_DAY);
    }

    /**
     * A clock that stands at the given time.
     *
     * @param start the time
     * @return one of its own
     */
    public static ManualTime standingAt(Instant start) {
        return new ManualTime(start);
    }

    /** The time of a lab, which begins at midnight of 1 January 2000 too. */
    static ManualTime ofLab(long originNanos, LongSupplier elapsedNanos) {
        return new ManualTime(originNanos, elapsedNanos);
    }

    /**
     * The counterpart of {@link System#nanoTime}.
     *
     * @return nanoseconds; only differences have a meaning
     */
    public long nanoTime() {
        return originNanos + elapsedNanos.getAsLong();
    }

    /**
     * The date and time.
     *
     * @return the time at which the clock stood at first, and what has passed since
     */
    public Instant now() {
        return start.plusNanos(elapsedNanos.getAsLong());
    }

    /**
     * Moves the clock on.
     *
     * @param time how much, zero or more
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException if it is the clock of a lab
     */
    public void advance(Duration time) {
        Durations.notNegative("time", time);
        if (!isMovedByHand) {
            throw new IllegalStateException("the time of a lab is not moved by hand: much would be left out that has"
                    + " to happen in it; use NetworkLab.advance");
        }
        movedNanos.addAndGet(time.toNanos());
    }

    /**
     * The same time for code that takes a {@link Clock}.
     *
     * @return a view in UTC: it moves when this does
     */
    public Clock clock() {
        return ((InstantSource) this::now).withZone(ZoneOffset.UTC);
    }
}
