package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.FlightRecord;
import dev.repod.FlightRecord.Direction;
import dev.repod.FlightRecord.Frame;
import dev.repod.internal.session.FlightEntry.Other;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes what a developer reads of the entries of a {@link FlightRecorder}. */
final class FlightReader {
    private static final String[] LIBRARY = {"", "HELLO", "WELCOME", "PING", "PONG", "ACK", "BYE"};

    private final long[] ring;
    private final byte[] payloads;
    private final int payloadBytes;

    FlightReader(long[] ring, byte[] payloads, int payloadBytes) {
        this.ring = ring;
        this.payloads = payloads;
        this.payloadBytes = payloadBytes;
    }

    /** The frames from the first of these up to the last but one. */
    FlightRecord read(long first, long end) {
        long[] units = times(first, (int) (end - first));
        List<Frame> frames = new ArrayList<>(units.length);
        for (int i = 0; i < units.length; i++) {
            frames.add(frame(FlightRecorder.indexOf(first + i), units[i]));
        }
        return new FlightRecord(frames);
    }

    /**
     * What goes out has the time of the next frame that has one and goes out: they went together. Where there is none it still
     * waits, and is no earlier than what came before it.
     */
    private long[] times(long first, int count) {
        long[] units = new long[count];
        long outUnits = FlightEntry.UNSTAMPED;
        for (int i = count - 1; i >= 0; i--) {
            int at = FlightRecorder.indexOf(first + i);
            units[i] = FlightEntry.timeOf(ring[at]);
            boolean isOut = direction(ring[at + 3]) == Direction.OUT;
            outUnits = isOut && units[i] != FlightEntry.UNSTAMPED ? units[i] : outUnits;
            units[i] = isOut ? outUnits : units[i];
        }
        for (int i = 0; i < count; i++) {
            units[i] = units[i] != FlightEntry.UNSTAMPED ? units[i] : i == 0 ? 0 : units[i - 1];
        }
        return units;
    }

    private Frame frame(int at, long units) {
        int bytes = FlightEntry.bytesOf(ring[at]);
        long last = ring[at + 3];
        return new Frame(
                Duration.ofNanos(units * FlightEntry.UNIT_NANOS),
                direction(last),
                what(at, last),
                bytes,
                payload(at / FlightEntry.WORDS, bytes, last));
    }

    private static Direction direction(long last) {
        if (FlightEntry.kindOf(last) == FlightEntry.END) {
            return Direction.END;
        }
        return FlightEntry.isIn(last) ? Direction.IN : Direction.OUT;
    }

    private String what(int at, long last) {
        int code = FlightEntry.codeOf(last);
        return switch (FlightEntry.kindOf(last)) {
            case FlightEntry.LIBRARY -> code > 0 && code < LIBRARY.length ? "[" + LIBRARY[code] + "]" : "[?]";
            case FlightEntry.OTHER -> Other.values()[code] == Other.BROKEN ? "(broken)" : "(skipped)";
            case FlightEntry.END -> CloseReason.Kind.values()[code].name();
            default -> FlightEntry.isUnnamed(last) ? "?" : action(at, last);
        };
    }

    private String action(int at, long last) {
        String text = new String(FlightEntry.textOf(ring, at), StandardCharsets.UTF_8);
        return FlightEntry.isCut(last) ? text + "..." : text;
    }

    private String payload(int slot, int bytes, long last) {
        if (payloadBytes == 0 || FlightEntry.kindOf(last) != FlightEntry.MESSAGE) {
            return "";
        }
        int from = slot * payloadBytes;
        return HexFormat.of().formatHex(payloads, from, from + Math.min(payloadBytes, bytes));
    }
}
