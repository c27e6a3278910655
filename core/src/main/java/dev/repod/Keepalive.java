package dev.repod;

import java.time.Duration;

/**
 * How a connection finds out that its peer is gone although nothing says so: a frozen process, a pulled cable. Between two
 * programs of this library each side sends a PING every 5 s, which the game never sees, and a peer of which nothing at all is
 * heard for 15 s is dead: {@link CloseReason.Kind#TIMED_OUT}. Any byte counts as a sign of life, and time in which this side
 * did not read, because it stalled itself, does not count as silence.
 *
 * <p>Immutable. The rules are in docs/protocol.md, section 8.
 */
public sealed interface Keepalive {
    /**
     * The defaults: every 5 s, dead after 15 s, plain peers not asked for anything.
     *
     * @return the standard settings, to start from
     */
    static Settings standard() {
        return Settings.STANDARD;
    }

    /**
     * The defaults with another interval; the same as {@code standard().every(interval)}.
     *
     * @param interval 10 ms to 1 day
     * @return settings
     * @throws IllegalArgumentException if out of range
     */
    static Settings every(Duration interval) {
        return standard().every(interval);
    }

    /**
     * The time between two signs of life.
     *
     * @return the interval
     */
    Duration every();

    /**
     * After how long without a byte the peer counts as dead.
     *
     * @return the timeout
     */
    Duration deadAfter();

    /**
     * Whether plain peers, such as Python programs, take part with messages.
     *
     * @return false by default
     */
    boolean plainPeers();

    /**
     * The same with another timeout.
     *
     * @param timeout 20 ms to 1 day, and more than {@link #every}, which is checked where these settings are used
     * @return settings
     * @throws IllegalArgumentException if out of range
     */
    Settings deadAfter(Duration timeout);

    /**
     * The same, with or without plain peers. With them exactly {@code {"action": "ping"}} and {@code {"action": "pong"}},
     * without any other field, are the library's where the peer is a plain one, and reach no handler: a server sends the first
     * at each interval, takes anything as life, and closes a client that is silent for twice {@link #deadAfter}; a client
     * answers such a ping. Without them a plain peer is never sent anything that it would have to answer; that its machine is
     * still there is then the system's to find out (TCP_USER_TIMEOUT, 30 s).
     *
     * @param takePart whether they do
     * @return settings
     */
    Settings plainPeers(boolean takePart);

    /**
     * What the methods above make.
     *
     * @param every the time between two signs of life
     * @param deadAfter after how long without a byte the peer counts as dead
     * @param plainPeers whether plain peers take part with messages
     */
    record Settings(Duration every, Duration deadAfter, boolean plainPeers) implements Keepalive {
        private static final Settings STANDARD = new Settings(Duration.ofSeconds(5), Duration.ofSeconds(15), false);

        /**
         * Checks both times.
         *
         * @param every 10 ms to 1 day
         * @param deadAfter 20 ms to 1 day
         * @param plainPeers whether plain peers take part with messages
         */
        public Settings {
            Durations.inRange("keepalive every", every, Duration.ofMillis(10));
            Durations.inRange("keepalive deadAfter", deadAfter, Duration.ofMillis(20));
        }

        /**
         * The same with another interval.
         *
         * @param interval 10 ms to 1 day
         * @return settings
         * @throws IllegalArgumentException if out of range
         */
        public Settings every(Duration interval) {
            return new Settings(interval, deadAfter, plainPeers);
        }

        @Override
        public Settings deadAfter(Duration timeout) {
            return new Settings(every, timeout, plainPeers);
        }

        @Override
        public Settings plainPeers(boolean takePart) {
            return new Settings(every, deadAfter, takePart);
        }
    }
}
