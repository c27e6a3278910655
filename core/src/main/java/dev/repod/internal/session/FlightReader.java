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
    private final List<Frame> frames = new ArrayList<>();
    private long lastUnits;

    FlightReader(long[] ring, byte[] payloads, int payloadBytes) {
        this.ring = ring;
        this.payloads = payloads;
        this.payloadBytes = payloadBytes;
    }

    /** Adds the entry in that place of the ring. */
    void add(int slot) {
        int at = slot * FlightEntry.WORDS;
        long head = ring[at];
        long last = ring[at + 3];
        // What waits for its flush goes out at the earliest behind what came before it.
        lastUnits = FlightEntry.timeOf(head) == FlightEntry.UNSTAMPED ? lastUnits : FlightEntry.timeOf(head);
        frames.add(new Frame(
                Duration.ofNanos(lastUnits * FlightEntry.UNIT_NANOS),
                direction(last),
                what(at, last),
                FlightEntry.bytesOf(head),
                payload(slot, FlightEntry.bytesOf(head), last)));
    }

    private static Direction direction(long last) {
        if (FlightEntry.kindOf(last) == FlightEntry.END) {
            return Direction.END;
        }
        return FlightEntry.directionOf(last) == FlightEntry.OUT ? Direction.OUT : Direction.IN;
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

    FlightRecord record() {
        return new FlightRecord(frames);
    }
}
