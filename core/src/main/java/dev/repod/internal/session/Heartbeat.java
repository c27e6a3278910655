package dev.repod.internal.session;

import dev.repod.internal.session.Deadlines.Due;
import java.time.Duration;

/**
 * Whether a peer is alive: when it is to be given a sign of life, so that it gives one back, and when it was last heard. Any
 * byte counts. Time in which this side did not read does not.
 */
final class Heartbeat {
    private static final long NEVER = 0;

    private final long everyNanos;
    private final long deadAfterNanos;
    private long heardNanos;
    private boolean deaf;

    private Heartbeat(long everyNanos, long deadAfterNanos) {
        this.everyNanos = everyNanos;
        this.deadAfterNanos = deadAfterNanos;
    }

    /** For a peer that gives signs of life, and owes them. */
    static Heartbeat judging(long everyNanos, long deadAfterNanos) {
        return new Heartbeat(everyNanos, deadAfterNanos);
    }

    /** For a peer that owes nothing: it is sent something now and then that it skips, and the system sees if that arrives. */
    static Heartbeat probing() {
        return new Heartbeat(KeepaliveTimes.PROBE_AFTER_NANOS, NEVER);
    }

    void begin(Deadlines deadlines, long nowNanos) {
        heardNanos = nowNanos;
        deadlines.set(Due.PING, nowNanos + everyNanos);
        watch(deadlines);
    }

    private void watch(Deadlines deadlines) {
        if (deadAfterNanos != NEVER && !deaf) {
            deadlines.set(Due.SILENCE, heardNanos + deadAfterNanos);
        } else {
            deadlines.clear(Due.SILENCE);
        }
    }

    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    /** This side does not read any more, or reads again: meanwhile nobody can be heard. */
    void setReading(boolean reading, Deadlines deadlines, long nowNanos) {
        deaf = !reading;
        heardNanos = nowNanos;
        watch(deadlines);
    }

    /** Whether a sign of life is to be given now. One that owes nothing is not bothered while it can be heard. */
    boolean isSignDue(Deadlines deadlines, long nowNanos) {
        if (!deadlines.isDue(Due.PING, nowNanos)) {
            return false;
        }
        boolean heardLately = deadAfterNanos == NEVER && nowNanos - heardNanos < everyNanos;
        deadlines.set(Due.PING, (heardLately ? heardNanos : nowNanos) + everyNanos);
        return !heardLately;
    }

    /** Whether nothing has been heard for too long. After a stall of this side the peer has until the next sign to show. */
    boolean isSilent(Deadlines deadlines, long nowNanos) {
        if (deadlines.isSet(Due.SILENCE) && heardNanos + deadAfterNanos - nowNanos > 0) {
            watch(deadlines);
            return false;
        }
        return deadlines.passed(Due.SILENCE, nowNanos, everyNanos);
    }

    /** Whether the peer owes signs of life, and has given none since that time. */
    boolean isSilentSince(long nanos) {
        return deadAfterNanos != NEVER && heardNanos - nanos <= 0;
    }

    Duration deadAfter() {
        return Duration.ofNanos(deadAfterNanos);
    }
}
