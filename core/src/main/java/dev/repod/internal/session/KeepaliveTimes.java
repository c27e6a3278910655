package dev.repod.internal.session;

/**
 * When a session gives a sign of life, and when it has waited for one for too long.
 *
 * @param everyNanos between two PINGs to an extended peer
 * @param deadAfterNanos the longest silence of an extended peer
 * @param plainPeers whether plain peers take part by {@code ping} and {@code pong} messages
 */
public record KeepaliveTimes(long everyNanos, long deadAfterNanos, boolean plainPeers) {
    /** How long a plain peer may be silent before the system is made to find out whether its machine is still there. */
    static final long PROBE_AFTER_NANOS = 10_000_000_000L;

    /** A plain peer's silence is judged twice as patiently: it answers from the program's own loop. */
    long plainDeadAfterNanos() {
        return 2 * deadAfterNanos;
    }
}
