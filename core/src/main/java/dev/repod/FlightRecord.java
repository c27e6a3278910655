package dev.repod;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The last frames of a connection, both ways: what led to a fault. {@link Channel#flightRecord} gives it. Immutable.
 *
 * @param frames the oldest first, 64 at the most
 */
public record FlightRecord(List<Frame> frames) {
    static final FlightRecord EMPTY = new FlightRecord(List.of());

    /**
     * Takes over the frames.
     *
     * @param frames the oldest first
     */
    public FlightRecord {
        frames = List.copyOf(frames);
    }

    /** Which way a frame went. */
    public enum Direction {
        /** From the client. */
        IN("<"),
        /** To the client. */
        OUT(">"),
        /** No frame: here a link ended. What comes behind it went over the next link of the same session. */
        END("|");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }
    }

    /**
     * One frame, or the end of a link.
     *
     * @param at when it was read or went on its way, since the connection began, to 0.1 ms
     * @param direction which way it went
     * @param what of a message its action, cut to 23 bytes, or {@code ?} where it is not the first field of one that is sent; of the
     *     library's own frames the name in brackets, such as {@code [HELLO]}; {@code (skipped)} for what is neither, {@code
     *     (broken)} for what ended the connection; of an end its {@link CloseReason.Kind}. Of {@code [PING]}, {@code [PONG]} and
     *     {@code [ACK]} that follow each other only the newest of each is kept
     * @param bytes the size of its payload
     * @param payload the beginning of a message's payload, in hex; empty unless {@link ServerOptions.Builder#flightPayloads} is set
     */
    public record Frame(Duration at, Direction direction, String what, int bytes, String payload) {
        /**
         * One frame.
         *
         * @param at since the connection began
         * @param direction which way it went
         * @param what action or name
         * @param bytes the size of its payload
         * @param payload in hex, or empty
         */
        public Frame {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(payload, "payload");
        }

        private String line() {
            String size = direction == Direction.END ? "" : Integer.toString(bytes);
            return String.format(
                            Locale.ROOT,
                            "%12.4f s  %-3s  %-26s %8s  %s",
                            at.toNanos() / 1e9,
                            direction.name().toLowerCase(Locale.ROOT),
                            Printable.of(what),
                            size,
                            payload)
                    .stripTrailing();
        }

        private String inOneLine(Duration end) {
            String when = at.minus(end).toMillis() + direction.sign + Printable.of(what);
            String size = direction == Direction.END ? "" : ":" + bytes;
            return when + size + (payload.isEmpty() ? "" : ":" + payload);
        }
    }

    /** A row a frame: when, which way, what, how many bytes. */
    @Override
    public String toString() {
        return frames.stream().map(Frame::line).collect(Collectors.joining("\n"));
    }

    /** For the log: {@code -15003<move:21 0|TIMED_OUT}, with milliseconds before the last of them. */
    String inOneLine() {
        if (frames.isEmpty()) {
            return "";
        }
        Duration end = frames.get(frames.size() - 1).at();
        return frames.stream().map(frame -> frame.inOneLine(end)).collect(Collectors.joining(" "));
    }
}
