package dev.repod;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How much a peer may ask of this endpoint. Every limit is on by default; a peer that passes one is told, and closed with
 * {@link CloseReason.Kind#LIMIT}, which carries the limit and the value seen. The limits for the size of a message hold for what
 * this endpoint sends as well: {@code send} refuses what is over them, or over those that the peer has told of.
 *
 * <p>Immutable and safe for any thread.
 */
public final class Limits {
    /** The lowest limit for frames that can be set. */
    public static final int SMALLEST_FRAME_BYTES = 64;

    /** The largest frame that any limit can allow: frames begin with a zero byte, so they stay under 16 MiB. */
    public static final int LARGEST_FRAME_BYTES = (16 << 20) - 1;

    /** The deepest nesting that any limit can allow. */
    public static final int DEEPEST_NESTING = 128;

    private static final long DAY_MILLIS = 24L * 3600 * 1000;

    /** The name, the range and the default of each. */
    private enum Limit {
        FRAME_BYTES("maxFrameBytes", SMALLEST_FRAME_BYTES, LARGEST_FRAME_BYTES, 1 << 20),
        DEPTH("maxDepth", 1, DEEPEST_NESTING, 32),
        CONNECTIONS("maxConnections", 1, 10_000_000, 10_000),
        CONNECTIONS_PER_ADDRESS("maxConnectionsPerAddress", 1, 10_000_000, 256),
        HANDSHAKES("maxHandshakes", 1, 10_000_000, 1_000),
        FAILED_HANDSHAKES("maxFailedHandshakes", 1, 1_000_000, 60),
        MESSAGES_PER_SECOND("maxMessagesPerSecond", 1, 1_000_000_000, 1_000),
        BYTES_PER_SECOND("maxBytesPerSecond", 64, 1L << 40, 1 << 20),
        BURST_MILLIS("burst", 10, DAY_MILLIS, 2_000),
        DRY_RUN("dryRun", 0, 1, 0),
        QUEUED_BYTES("maxQueuedBytes", 1 << 10, 1 << 30, 1 << 20),
        QUEUED_MILLIS("maxQueuedTime", 10, DAY_MILLIS, 5_000),
        BUFFERED_BYTES("maxBufferedBytes", 1 << 20, 1L << 40, 64 << 20);

        private final String label;
        private final long least;
        private final long most;
        private final long standard;

        Limit(String label, long least, long most, long standard) {
            this.label = label;
            this.least = least;
            this.most = most;
            this.standard = standard;
        }
    }

    private static final List<Limit> DISTRUST = List.of(
            Limit.CONNECTIONS,
            Limit.CONNECTIONS_PER_ADDRESS,
            Limit.HANDSHAKES,
            Limit.FAILED_HANDSHAKES,
            Limit.MESSAGES_PER_SECOND,
            Limit.BYTES_PER_SECOND);

    private static final Limits STANDARD = new Limits(
            Arrays.stream(Limit.values()).mapToLong(limit -> limit.standard).toArray());

    private final long[] values;

    private Limits(long[] values) {
        this.values = values;
    }

    private Limits with(Limit limit, long value) {
        if (value < limit.least || value > limit.most) {
            throw new IllegalArgumentException(
                    limit.label + " " + value + " is not in " + limit.least + ".." + limit.most);
        }
        long[] changed = values.clone();
        changed[limit.ordinal()] = value;
        return new Limits(changed);
    }

    private Limits withMillis(Limit limit, Duration time) {
        Durations.inRange(limit.label, time, Duration.ofMillis(limit.least));
        return with(limit, time.toMillis());
    }

    private long value(Limit limit) {
        return values[limit.ordinal()];
    }

    /**
     * The defaults, as each {@code with…} names its own.
     *
     * @return the standard limits
     */
    public static Limits standard() {
        return STANDARD;
    }

    /**
     * For a server whose every peer is trusted, as on a closed network or in a load test: what counts peers and what they send in a
     * second is as high as it can be set. What bounds a message, the memory for one peer and for all of them is as by default, because
     * mistakes happen among friends, too.
     *
     * @return the standard limits, those on connections, handshakes, messages and bytes a second set out of reach
     */
    public static Limits trusted() {
        Limits limits = STANDARD;
        for (Limit limit : DISTRUST) {
            limits = limits.with(limit, limit.most);
        }
        return limits;
    }

    // ---- one message

    /**
     * The largest payload of a frame, without its 4 bytes of length, in both directions: a peer that passes it is closed as {@code
     * frame_bytes}, and what this side sends above it fails at the call.
     *
     * @param bytes {@value #SMALLEST_FRAME_BYTES} to {@value #LARGEST_FRAME_BYTES}; 1 MiB by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxFrameBytes(int bytes) {
        return with(Limit.FRAME_BYTES, bytes);
    }

    /**
     * How deep maps and arrays may be nested. The map that is the message counts as the first level.
     *
     * @param depth 1 to {@value #DEEPEST_NESTING}; 32 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxDepth(int depth) {
        return with(Limit.DEPTH, depth);
    }

    // ---- all connections of a server

    /**
     * How many connections a server has at the most, those that wait for their client to come back included. Who is one too many
     * is refused as {@code connections}.
     *
     * @param connections 1 to 10,000,000; 10,000 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxConnections(int connections) {
        return with(Limit.CONNECTIONS, connections);
    }

    /**
     * How many connections one address may have. IPv6 addresses count by their /64, which is what one customer has (RFC 6177).
     * Players behind one router share an address, and so do all that come through one proxy. Who is one too many is refused as
     * {@code connections_per_address}. Links on which there is no connection yet, or no longer, may be as many again, and 16 at the
     * least.
     *
     * @param connections 1 to 10,000,000; 256 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxConnectionsPerAddress(int connections) {
        return with(Limit.CONNECTIONS_PER_ADDRESS, connections);
    }

    /**
     * How many links of a server may be in the middle of their handshake: those of which it is not known yet who is there, because
     * TLS, the greeting or the authentication has not come to its end. Who is one too many is refused as {@code handshakes}; unless another address has more
     * of them: then the oldest of that address is ended, so that a few addresses cannot keep everybody else out.
     *
     * @param handshakes 1 to 10,000,000; 1,000 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxHandshakes(int handshakes) {
        return with(Limit.HANDSHAKES, handshakes);
    }

    /**
     * How many handshakes of one address may fail in a minute: no TLS, no frames, credentials that are refused. Its next links are
     * closed at once until the minute is over; those that it has are left alone. Such a link is refused as {@code
     * failed_handshakes}.
     *
     * @param perMinute 1 to 1,000,000; 60 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxFailedHandshakes(int perMinute) {
        return with(Limit.FAILED_HANDSHAKES, perMinute);
    }

    /**
     * How much memory all peers of a server together may make it hold, in frames that they have begun and not finished, and in
     * messages for them that they do not take. Above it the peer that takes the most of it is closed: as {@code buffered_bytes}
     * for its frame, as {@link CloseReason.Kind#SLOW_CONSUMER} for what it does not take. Frames begun by those who have just come and
     * shown nothing yet may be an eighth of it, or twice {@link #maxFrameBytes} where that is more; for these only one of them is closed.
     *
     * @param bytes 1 MiB to 1 TiB; 64 MiB by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxBufferedBytes(long bytes) {
        return with(Limit.BUFFERED_BYTES, bytes);
    }

    // ---- what one client of a server may send

    /**
     * How many messages a client may send in a second, for longer than {@link #withBurst}. A client that sends more is warned, then
     * its messages are dropped, and where it does not stop at that it is closed, as {@code messages_per_second}. A server that
     * sends to a client has no such limit.
     *
     * @param messages 1 to 1,000,000,000; 1,000 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxMessagesPerSecond(int messages) {
        return with(Limit.MESSAGES_PER_SECOND, messages);
    }

    /**
     * How many bytes of frames a client may send in a second, for longer than {@link #withBurst}, and what happens to one that
     * sends more, are as for messages; it is closed as {@code bytes_per_second}.
     *
     * @param bytes 64 to 1 TiB; 1 MiB by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxBytesPerSecond(long bytes) {
        return with(Limit.BYTES_PER_SECOND, bytes);
    }

    /**
     * How much a client may send at once after it was silent: as much as it may send in this time.
     *
     * @param time 10 ms to 1 day; 2 s by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withBurst(Duration time) {
        return withMillis(Limit.BURST_MILLIS, time);
    }

    /**
     * Only logs what the limits of messages and bytes a second would have done, to find the ones that fit a game.
     *
     * @param dryRun whether to; false by default
     * @return limits with this one changed
     */
    public Limits withDryRun(boolean dryRun) {
        return with(Limit.DRY_RUN, dryRun ? 1 : 0);
    }

    // ---- what waits for one peer

    /**
     * How many bytes may wait for a peer because it does not read as fast as it is sent to. At the bound it is closed with {@link
     * CloseReason.Kind#SLOW_CONSUMER}; one message may always wait.
     *
     * @param bytes 1 KiB to 1 GiB; 1 MiB by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxQueuedBytes(int bytes) {
        return with(Limit.QUEUED_BYTES, bytes);
    }

    /**
     * For how long a message may wait for a peer that does not read it. Then the peer is closed with {@link
     * CloseReason.Kind#SLOW_CONSUMER}. What is sent by {@code sendLatest} does not count: it is never old.
     *
     * @param time 10 ms to 1 day; 5 s by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxQueuedTime(Duration time) {
        return withMillis(Limit.QUEUED_MILLIS, time);
    }

    // ---- what is set

    /** {@return the largest payload of a frame, in bytes} */
    public int maxFrameBytes() {
        return (int) value(Limit.FRAME_BYTES);
    }

    /** {@return the deepest nesting of maps and arrays, in levels} */
    public int maxDepth() {
        return (int) value(Limit.DEPTH);
    }

    /** {@return how many connections a server has at the most} */
    public int maxConnections() {
        return (int) value(Limit.CONNECTIONS);
    }

    /** {@return how many connections one address may have} */
    public int maxConnectionsPerAddress() {
        return (int) value(Limit.CONNECTIONS_PER_ADDRESS);
    }

    /** {@return how many links may be in the middle of their handshake} */
    public int maxHandshakes() {
        return (int) value(Limit.HANDSHAKES);
    }

    /** {@return how many handshakes of one address may fail in a minute} */
    public int maxFailedHandshakes() {
        return (int) value(Limit.FAILED_HANDSHAKES);
    }

    /** {@return how many bytes all peers together may make a server hold} */
    public long maxBufferedBytes() {
        return value(Limit.BUFFERED_BYTES);
    }

    /** {@return how many messages a client may send in a second} */
    public int maxMessagesPerSecond() {
        return (int) value(Limit.MESSAGES_PER_SECOND);
    }

    /** {@return how many bytes a client may send in a second} */
    public long maxBytesPerSecond() {
        return value(Limit.BYTES_PER_SECOND);
    }

    /** {@return for how long a client may send more than that, in effect} */
    public Duration burst() {
        return Duration.ofMillis(value(Limit.BURST_MILLIS));
    }

    /** {@return whether the limits of messages and bytes a second are only logged} */
    public boolean isDryRun() {
        return value(Limit.DRY_RUN) != 0;
    }

    /** {@return how many bytes may wait for one peer} */
    public int maxQueuedBytes() {
        return (int) value(Limit.QUEUED_BYTES);
    }

    /** {@return for how long a message may wait for one peer} */
    public Duration maxQueuedTime() {
        return Duration.ofMillis(value(Limit.QUEUED_MILLIS));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits && Arrays.equals(values, limits.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Those that are not the default: {@code Limits[maxDepth=5]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Limits[");
        for (Limit limit : Limit.values()) {
            if (value(limit) != limit.standard) {
                text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
                        .append(limit.label)
                        .append('=')
                        .append(limit == Limit.DRY_RUN ? isDryRun() : Long.toString(value(limit)));
            }
        }
        return text.append(']').toString();
    }
}
