package dev.repod.internal.wire;

import dev.repod.Ext;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values of any kind, with a liking for the borders of each form; the same ones for the same seed. */
final class RandomValues {
    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    /** A message: its keys are strings, and one of them is its action. */
    Map<Object, @Nullable Object> message() {
        Map<Object, @Nullable Object> message = new LinkedHashMap<>();
        message.put("action", text());
        for (int i = random.nextInt(5); i > 0; i--) {
            message.put("field" + i, value(4));
        }
        return message;
    }

    @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 9, 10 -> list(depth - 1);
            case 11 -> map(depth - 1);
            case 0 -> random.nextInt(4) == 0 ? null : integer();
            default -> scalar();
        };
    }

    private Object scalar() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextBoolean();
            case 1 ->
                random.nextInt(20) == 0
                        ? BigInteger.valueOf(random.nextLong()).abs().add(BigInteger.TWO.pow(63))
                        : integer();
            case 2 -> Float.intBitsToFloat(random.nextInt());
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> bytes();
            case 5 -> instant();
            case 6 -> new Ext(random.nextInt(128), bytes());
            default -> text();
        };
    }

    /** Every length of integer is as likely as every other. */
    private Object integer() {
        long value = random.nextLong() >> random.nextInt(64);
        return random.nextInt(4) == 0 ? nearPowerOfTwo() : value;
    }

    private long nearPowerOfTwo() {
        return (1L << random.nextInt(63)) * (random.nextBoolean() ? 1 : -1) + random.nextInt(3) - 1;
    }

    private String text() {
        var text = new StringBuilder();
        int length = length();
        int range = random.nextBoolean() ? 0x80 : 0xd800;
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(20) == 0 ? 0x10000 + random.nextInt(0x100000) : random.nextInt(range));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return bytes;
    }

    private Instant instant() {
        long seconds = random.nextBoolean() ? random.nextLong() >> 9 : random.nextLong() >>> 30;
        boolean isInRange = seconds > Instant.MIN.getEpochSecond() && seconds < Instant.MAX.getEpochSecond();
        return Instant.ofEpochSecond(isInRange ? seconds : 0, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(20) == 0 ? 20 : random.nextInt(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map(int depth) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(20) == 0 ? 20 : random.nextInt(4); i > 0; i--) {
            Object key = scalar();
            map.put(key instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : key, value(depth));
        }
        return map;
    }

    private int length() {
        return switch (random.nextInt(20)) {
            case 0 -> 30 + random.nextInt(4);
            case 1 -> 254 + random.nextInt(4);
            case 2 -> random.nextInt(70_000);
            default -> random.nextInt(20);
        };
    }
}
