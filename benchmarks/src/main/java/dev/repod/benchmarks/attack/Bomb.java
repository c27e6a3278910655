package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Frames that are small and would be large, or that are none: what a careless reader would reserve, or recurse into. */
enum Bomb {
    /** A hundred thousand arrays in one another. */
    DEEP(Frame.of(nested(100_000)), "limit:depth"),
    /** An array of four thousand million elements. */
    HUGE_ARRAY(claims(0xDD), "protocol_error"),
    /** A map of four thousand million entries. */
    HUGE_MAP(claims(0xDF), "protocol_error"),
    /** A text of four thousand million bytes. */
    HUGE_TEXT(claims(0xDB), "protocol_error"),
    /** As many bytes. */
    HUGE_BINARY(claims(0xC6), "protocol_error"),
    /** An extension of as many bytes. */
    HUGE_EXTENSION(claims(0xC9), "protocol_error"),
    /** A frame of one byte more than is allowed. */
    LARGE_FRAME(header((1 << 20) + 1), "limit:frame_bytes"),
    /** The largest length that begins with a zero byte. */
    LARGEST_FRAME(header((1 << 24) - 1), "limit:frame_bytes"),
    /** A length that is no frame's. */
    HUGE_FRAME(header(0x7FFF_FFFF), "protocol_error"),
    /** A length that is negative for those who do not look. */
    NEGATIVE_FRAME(header(0xFFFF_FFFF), "protocol_error"),
    /** No payload. */
    EMPTY_FRAME(header(0), "protocol_error"),
    /** Nil, over which a plain reader loops. */
    NIL(Frame.of(bytes(0xC0)), "protocol_error"),
    /** A byte that MessagePack never uses. */
    RESERVED(Frame.of(bytes(0xC1)), "protocol_error"),
    /** A value, and another one behind it. */
    TRAILING(Frame.of(bytes(0x80, 0x80)), "protocol_error"),
    /** A map that ends before its only entry does. */
    CUT(Frame.of(bytes(0x81, 0xA6, 'a', 'c')), "protocol_error");

    private static final int CONNECTIONS = 3;
    private static final int PAUSE_MILLIS = 100;

    @SuppressWarnings("ImmutableEnumChecker") // written once, and copied for each who asks
    private final byte[] bytes;

    private final String reason;

    Bomb(byte[] bytes, String reason) {
        this.bytes = bytes;
        this.reason = reason;
    }

    static List<Attack> attacks() {
        return Arrays.stream(values()).map(Bomb::attack).toList();
    }

    private Attack attack() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Attack(name, CONNECTIONS, 1, PAUSE_MILLIS, true, random -> Sending.once(bytes), reason, Set.of());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String reason() {
        return reason;
    }

    private static byte[] nested(int depth) {
        byte[] arrays = new byte[depth];
        Arrays.fill(arrays, (byte) 0x91);
        return action(arrays, 0xC2);
    }

    /** A length of four bytes, all ones, where the value of a message's field is. */
    private static byte[] claims(int format) {
        return Frame.of(action(bytes(format, 0xFF, 0xFF, 0xFF, 0xFF), 1));
    }

    /** {"action": "chat", "text": …} */
    private static byte[] action(byte[] value, int end) {
        byte[] start = "\u0082\u00A6action\u00A4chat\u00A4text".getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(start.length + value.length + 1)
                .put(start)
                .put(value)
                .put((byte) end)
                .array();
    }

    private static byte[] header(int length) {
        return Frame.claiming(length, new byte[0]);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
