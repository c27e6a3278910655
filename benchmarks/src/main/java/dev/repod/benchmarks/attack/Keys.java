package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Messages whose many keys are chosen so that a reader has much to do with them. */
final class Keys {
    private static final int MAP_32 = 0xDF;
    private static final int STRING = 0xA0;
    private static final int PAIRS_OF_LETTERS = 15;

    private Keys() {}

    /** One key, over and over. */
    static byte[] allTheSame(int mostBytes) {
        return frame(mostBytes, i -> "key");
    }

    /** All different, and with the same {@link String#hashCode}: "Aa" and "BB" have one. */
    static byte[] allColliding(int mostBytes) {
        return frame(mostBytes, Keys::colliding);
    }

    static String colliding(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < PAIRS_OF_LETTERS; bit++) {
            key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    /** A message with the action {@code chat}, and as many of the keys as fit, each with the value 1. */
    private static byte[] frame(int mostBytes, IntFunction<String> key) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        entry(entries, "action", Frame.pack("chat"));
        int count = 1;
        byte[] one = {1};
        while (entries.size() + key.apply(count).length() + 1 + one.length + 5 <= mostBytes) {
            entry(entries, key.apply(count), one);
            count++;
        }
        byte[] payload = ByteBuffer.allocate(5 + entries.size())
                .put((byte) MAP_32)
                .putInt(count)
                .put(entries.toByteArray())
                .array();
        return Frame.of(payload);
    }

    private static void entry(ByteArrayOutputStream entries, String key, byte[] value) {
        byte[] text = key.getBytes(StandardCharsets.US_ASCII);
        entries.write(STRING | text.length);
        entries.writeBytes(text);
        entries.writeBytes(value);
    }
}
