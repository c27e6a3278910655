package dev.repod;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Whether and when a client connects again by itself, after a connection was lost or could not be made. Attempts go on until
 * one succeeds, the attempts are used up, the client is closed, or the server says that it is not wanted: kicked, rejected, or
 * its session went on elsewhere. A server that was stopped or that cannot be reached is waited for.
 *
 * <p>Immutable. The delays are those of exponential backoff with full jitter (Brooker, "Exponential Backoff and Jitter", AWS
 * Architecture Blog, 2015): each is drawn at random from zero to a ceiling that doubles, so that the clients of a server that
 * comes back do not come in step.
 */
public final class Reconnect {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(30);

    /** While the server keeps the session, waiting for long would only lose it. */
    private static final Duration SESSION_CAP = Duration.ofSeconds(5);

    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final Reconnect NEVER = new Reconnect(FIRST, CAP, 0);

    private final Duration first;
    private final Duration cap;
    private final int attempts;

    private Reconnect(Duration first, Duration cap, int attempts) {
        this.first = first;
        this.cap = cap;
        this.attempts = attempts;
    }

    /**
     * Ceilings of 1 s, 2 s, 4 s and so on to 30 s, at most 5 s while a session can be resumed, without an end.
     *
     * @return the policy
     */
    public static Reconnect exponential() {
        return exponential(FIRST, CAP);
    }

    /**
     * Ceilings that begin and end elsewhere.
     *
     * @param first the ceiling of the first delay, 1 ms to 1 day
     * @param cap the highest ceiling, not less than the first
     * @return the policy
     * @throws IllegalArgumentException if out of range
     */
    public static Reconnect exponential(Duration first, Duration cap) {
        Durations.inRange("first", first, Duration.ofMillis(1));
        Durations.inRange("cap", cap, Duration.ofMillis(1));
        if (cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("cap " + cap + " is less than first " + first);
        }
        return new Reconnect(first, cap, UNBOUNDED);
    }

    /**
     * The same policy, which gives up after so many attempts in a row. A connection that was made begins the count anew.
     *
     * @param most 1 or more; there is no bound by default
     * @return the policy
     * @throws IllegalArgumentException if it is less than 1
     */
    public Reconnect attempts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("attempts " + most + " is less than 1: use Reconnect.never()");
        }
        if (isNever()) {
            throw new IllegalArgumentException("never() has no attempts: use exponential()");
        }
        return new Reconnect(first, cap, most);
    }

    /**
     * Does not reconnect, which is the default: the first loss ends the connection, and so does a first attempt that fails.
     *
     * @return the policy
     */
    public static Reconnect never() {
        return NEVER;
    }

    boolean isNever() {
        return attempts == 0;
    }

    boolean allows(int attempt) {
        return attempt <= attempts;
    }

    /** The delay before an attempt, the first being 1. */
    Duration delayBefore(int attempt, boolean canResume, RandomGenerator random) {
        return Duration.ofNanos(
                random.nextLong(ceilingBefore(attempt, canResume).toNanos() + 1));
    }

    Duration ceilingBefore(int attempt, boolean canResume) {
        Duration highest = canResume && SESSION_CAP.compareTo(cap) < 0 ? SESSION_CAP : cap;
        Duration ceiling = first;
        for (int i = 1; i < attempt && ceiling.compareTo(highest) < 0; i++) {
            ceiling = ceiling.multipliedBy(2);
        }
        return ceiling.compareTo(highest) < 0 ? ceiling : highest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reconnect that
                && first.equals(that.first)
                && cap.equals(that.cap)
                && attempts == that.attempts;
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, cap, attempts);
    }

    @Override
    public String toString() {
        String bound = attempts == UNBOUNDED ? "" : ", " + attempts + " attempts";
        return isNever() ? "Reconnect[never]" : "Reconnect[" + first + " to " + cap + bound + "]";
    }
}
