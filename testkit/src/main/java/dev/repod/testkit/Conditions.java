package dev.repod.testkit;

import java.time.Duration;

/**
 * How good a connection is, each way: how long bytes are under way, and how many of them fit through it. As under TCP bytes
 * are never lost and never overtake each other, whatever the conditions; what is lost below shows as delay.
 *
 * <p>Immutable and safe for any thread.
 */
public final class Conditions {
    /** The bandwidth of a connection that has no limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Conditions STANDARD = new Conditions(Duration.ofMillis(1), Duration.ZERO, UNLIMITED);

    private final Duration latency;
    private final Duration jitter;
    private final long bytesPerSecond;
    private final long latencyNanos;
    private final long jitterNanos;

    private Conditions(Duration latency, Duration jitter, long bytesPerSecond) {
        this.latency = latency;
        this.jitter = jitter;
        this.bytesPerSecond = bytesPerSecond;
        this.latencyNanos = latency.toNanos();
        this.jitterNanos = jitter.toNanos();
    }

    /**
     * What a lab begins with: a latency of 1 ms, no jitter, no limit to the bandwidth.
     *
     * @return the standard conditions
     */
    public static Conditions standard() {
        return STANDARD;
    }

    /**
     * A cable to the next room: 0.3 ms, 0.2 ms of jitter, 100 MB/s.
     *
     * @return conditions of a local network
     */
    public static Conditions lan() {
        return new Conditions(Duration.ofNanos(300_000), Duration.ofNanos(200_000), 100_000_000);
    }

    /**
     * A flat with neighbours, and a server in the same country: 15 ms, 25 ms of jitter, 3 MB/s.
     *
     * @return conditions of a wireless network
     */
    public static Conditions wifi() {
        return new Conditions(Duration.ofMillis(15), Duration.ofMillis(25), 3_000_000);
    }

    /**
     * A telephone on its way: 60 ms, 120 ms of jitter, 250 kB/s.
     *
     * @return conditions of a mobile network
     */
    public static Conditions mobile() {
        return new Conditions(Duration.ofMillis(60), Duration.ofMillis(120), 250_000);
    }

    /**
     * How long a byte is under way, at least.
     *
     * @param newLatency one way, zero or more; 1 ms by default
     * @return conditions with this changed
     * @throws IllegalArgumentException if negative
     */
    public Conditions withLatency(Duration newLatency) {
        return new Conditions(Durations.notNegative("latency", newLatency), jitter, bytesPerSecond);
    }

    /**
     * What comes on top of the latency by chance: each piece takes between nothing and this much longer, each time as likely.
     * A piece that would overtake the one before arrives with it.
     *
     * @param newJitter one way, zero or more; zero by default
     * @return conditions with this changed
     * @throws IllegalArgumentException if negative
     */
    public Conditions withJitter(Duration newJitter) {
        return new Conditions(latency, Durations.notNegative("jitter", newJitter), bytesPerSecond);
    }

    /**
     * How many bytes go through in a second. Those that have to wait count as under way; who sends more than the window of a
     * connection, 256 KiB, is held up.
     *
     * @param newBytesPerSecond one way, at least 1; {@link #UNLIMITED} by default
     * @return conditions with this changed
     * @throws IllegalArgumentException if less than 1
     */
    public Conditions withBandwidth(long newBytesPerSecond) {
        if (newBytesPerSecond < 1) {
            throw new IllegalArgumentException("bandwidth " + newBytesPerSecond + " is less than 1 byte per second");
        }
        return new Conditions(latency, jitter, newBytesPerSecond);
    }

    /**
     * How long a byte is under way, at least.
     *
     * @return one way
     */
    public Duration latency() {
        return latency;
    }

    /**
     * The most that comes on top of the latency by chance.
     *
     * @return one way
     */
    public Duration jitter() {
        return jitter;
    }

    /**
     * How many bytes go through in a second.
     *
     * @return one way, or {@link #UNLIMITED}
     */
    public long bandwidth() {
        return bytesPerSecond;
    }

    long latencyNanos() {
        return latencyNanos;
    }

    long jitterNanos() {
        return jitterNanos;
    }

    /** How long the sending of that many bytes keeps the way busy. At most a window: that does not overflow. */
    long sendingNanos(int bytes) {
        return bytesPerSecond == UNLIMITED ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conditions conditions
                && latencyNanos == conditions.latencyNanos
                && jitterNanos == conditions.jitterNanos
                && bytesPerSecond == conditions.bytesPerSecond;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(latencyNanos) + Long.hashCode(jitterNanos)) + Long.hashCode(bytesPerSecond);
    }

    @Override
    public String toString() {
        return "Conditions[latency=" + latency + ", jitter=" + jitter + ", bandwidth="
                + (bytesPerSecond == UNLIMITED ? "unlimited" : bytesPerSecond + " bytes per second") + "]";
    }
}
