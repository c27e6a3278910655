package dev.repod.benchmarks.frames;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.value.ArrayValue;
import org.msgpack.value.MapValue;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** One payload of a server's, read far enough to know what it says. */
public final class Said {
    private static final int PING = 3;
    private static final int BYE = 6;

    /** Words that are not the wire's word for the same. */
    private static final Map<String, String> KINDS =
            Map.of("limit exceeded", "limit", "too slow", "slow_consumer", "server stopped", "stopped");

    /** What is said before there is an end, and perhaps none: a client that sends too much is warned first. */
    private static final String WARNING = "too_fast";

    private final Value value;

    private Said(Value value) {
        this.value = value;
    }

    /**
     * Reads a payload.
     *
     * @param payload of a frame
     * @return what it says; something that says nothing where it cannot be read
     */
    public static Said of(byte[] payload) {
        try {
            return new Said(MessagePack.newDefaultUnpacker(payload).unpackValue());
        } catch (IOException | MessagePackException unreadable) {
            return new Said(ValueFactory.newNil());
        }
    }

    /** {@return the action of a message; null where it is none} */
    public @Nullable String action() {
        return text(value, "action");
    }

    /**
     * A field of a message.
     *
     * @param name the field's
     * @return its number; -1 where it has none
     */
    public long number(String name) {
        Value field = field(value, name);
        return field != null && field.isIntegerValue() ? field.asIntegerValue().toLong() : -1;
    }

    /** {@return whether it asks for a sign of life} */
    public boolean isPing() {
        return code() == PING && value.asArrayValue().size() > 1;
    }

    /** {@return the answer to a PING} */
    public byte[] pong() {
        long token = value.asArrayValue().get(1).asIntegerValue().toLong();
        return Frame.array(4, token);
    }

    /**
     * Why the server ends the link, in a word: {@code timed_out}, {@code limit:frame_bytes}.
     *
     * @return the word of BYE, or of the message that plain peers get; null where this is neither
     */
    public @Nullable String reason() {
        if (code() == BYE) {
            return reasonOfBye(value.asArrayValue());
        }
        boolean isError = "error".equals(action()) && field(value, "about") == null && field(value, "error_id") == null;
        String reason = isError ? reasonIn(text(value, "message")) : null;
        return WARNING.equals(reason) ? null : reason;
    }

    private static @Nullable String reasonOfBye(ArrayValue bye) {
        if (bye.size() < 2 || !bye.get(1).isStringValue()) {
            return null;
        }
        String kind = bye.get(1).asStringValue().toString();
        String limit = bye.size() > 3 ? text(bye.get(3), "limit") : null;
        return limit == null ? kind : kind + ":" + limit;
    }

    /** Plain peers are told in words for people: {@code timed out: the rest of a frame within 5000 ms}. */
    private static String reasonIn(@Nullable String words) {
        String[] parts = (words == null ? "" : words).split(": ", 2);
        String kind = KINDS.getOrDefault(parts[0], parts[0].replace(' ', '_').replace('=', '_'));
        return kind.equals("limit") && parts.length > 1 ? kind + ":" + parts[1].split(" ", 2)[0] : kind;
    }

    private int code() {
        boolean isOwn = value.isArrayValue()
                && value.asArrayValue().size() > 0
                && value.asArrayValue().get(0).isIntegerValue();
        return isOwn ? value.asArrayValue().get(0).asIntegerValue().toInt() : -1;
    }

    private static @Nullable String text(Value of, String name) {
        Value field = field(of, name);
        return field != null && field.isStringValue() ? field.asStringValue().toString() : null;
    }

    private static @Nullable Value field(Value of, String name) {
        return of.isMapValue() ? at(of.asMapValue(), name) : null;
    }

    private static @Nullable Value at(MapValue map, String name) {
        return map.map().get(ValueFactory.newString(name));
    }
}
