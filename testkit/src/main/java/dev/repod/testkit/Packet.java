package dev.repod.testkit;

/** What is under way to one end of a connection. Its bytes are a part of an array that nobody changes. */
final class Packet {
    /** What it is, as TCP has it. */
    enum Kind {
        BYTES,
        /** The sender sends no more. */
        END,
        /** The connection is broken. Nobody repeats it if it gets lost. */
        RESET,
        /** That many bytes were read, and may be sent again. */
        ROOM
    }

    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final byte[] array;
    private final int from;
    private final int to;
    private long dueNanos;

    private Packet(Kind kind, byte[] array, int from, int to) {
        this.kind = kind;
        this.array = array;
        this.from = from;
        this.to = to;
    }

    static Packet bytes(byte[] array, int from, int to) {
        return new Packet(Kind.BYTES, array, from, to);
    }

    static Packet end() {
        return new Packet(Kind.END, NOTHING, 0, 0);
    }

    static Packet reset() {
        return new Packet(Kind.RESET, NOTHING, 0, 0);
    }

    static Packet room(int bytes) {
        return new Packet(Kind.ROOM, NOTHING, 0, bytes);
    }

    Kind kind() {
        return kind;
    }

    byte[] array() {
        return array;
    }

    int from() {
        return from;
    }

    /** How many bytes it carries, or makes room for. */
    int bytes() {
        return to - from;
    }

    /** How many bytes it takes on its way; headers are not counted. */
    int sentBytes() {
        return kind == Kind.BYTES ? bytes() : 0;
    }

    /** Whether its sender waits for an acknowledgement, and repeats it until then. */
    boolean isAcknowledged() {
        return kind == Kind.BYTES || kind == Kind.END;
    }

    long dueNanos() {
        return dueNanos;
    }

    void setDueNanos(long newDueNanos) {
        dueNanos = newDueNanos;
    }
}
