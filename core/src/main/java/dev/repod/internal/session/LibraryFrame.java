package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackType;
import org.jspecify.annotations.Nullable;

/** The frames of docs/protocol.md, section 4, as they are read. */
sealed interface LibraryFrame {
    int HELLO = 1;
    int WELCOME = 2;
    int PING = 3;
    int PONG = 4;
    int ACK = 5;
    int BYE = 6;

    /** A client of this library. */
    record Hello(Greeting said) implements LibraryFrame {}

    /** A server of this library. */
    record Welcome(Greeting said) implements LibraryFrame {}

    /** To be answered with the same token. */
    record Ping(long token) implements LibraryFrame {}

    /** The answer to a PING. */
    record Pong(long token) implements LibraryFrame {}

    /** How many messages of the session have come in. */
    record Ack(long received) implements LibraryFrame {}

    /** The peer ends the link in order. */
    record Bye(CloseReason reason) implements LibraryFrame {}

    /**
     * Reads a payload that has been scanned and found to be an array. Null for what is to be skipped: a code that is not
     * known or has no meaning yet, or elements that are not what they should be.
     */
    static @Nullable LibraryFrame read(PackReader in) {
        int elements = in.readArrayHeader();
        if (elements < 2 || !isCount(in)) {
            return null;
        }
        long code = in.readLong();
        if (code == HELLO || code == WELCOME) {
            @Nullable Greeting said = Greeting.read(in, elements);
            return said == null ? null : code == HELLO ? new Hello(said) : new Welcome(said);
        }
        if (code == BYE) {
            return readBye(in, elements);
        }
        return code <= ACK && isCount(in) ? readCount((int) code, in.readLong()) : null;
    }

    private static @Nullable LibraryFrame readCount(int code, long count) {
        return switch (code) {
            case PING -> new Ping(count);
            case PONG -> new Pong(count);
            case ACK -> new Ack(count);
            default -> null;
        };
    }

    private static @Nullable LibraryFrame readBye(PackReader in, int elements) {
        if (elements < 3 || in.peek() != PackType.STRING) {
            return null;
        }
        Kind kind = kindOf(in.readString());
        if (in.peek() != PackType.STRING) {
            return null;
        }
        String text = in.readString();
        if (kind != Kind.LIMIT || elements < 4 || in.peek() != PackType.MAP) {
            return new Bye(CloseReason.of(kind, text));
        }
        return new Bye(readLimitReason(in, text));
    }

    private static CloseReason readLimitReason(PackReader in, String text) {
        @Nullable String limit = null;
        long allowed = 0;
        long seen = 0;
        for (int entries = in.readMapHeader(); entries > 0; entries--) {
            String key = readKey(in);
            if (key.equals("limit") && in.peek() == PackType.STRING) {
                limit = in.readString();
            } else if (key.equals("allowed") && isCount(in)) {
                allowed = in.readLong();
            } else if (key.equals("seen") && isCount(in)) {
                seen = in.readLong();
            } else {
                in.skip();
            }
        }
        return new CloseReason(Kind.LIMIT, text, limit, allowed, seen);
    }

    /** Only what a peer can know: that a link broke, or who ended it, is for this side to say. */
    private static Kind kindOf(String word) {
        for (Kind kind : Kind.values()) {
            boolean ours = kind == Kind.LOST || kind == Kind.PEER_CLOSED;
            if (!ours && kind.wireName().equals(word)) {
                return kind;
            }
        }
        return Kind.CLOSED;
    }

    /** The next key of a map; one that is no string is skipped, and reads as an empty one. */
    static String readKey(PackReader in) {
        if (in.peek() == PackType.STRING) {
            return in.readString();
        }
        in.skip();
        return "";
    }

    /** Whether a number from 0 to 2^63-1 comes next. */
    private static boolean isCount(PackReader in) {
        return in.peekIsCount();
    }
}
