package dev.repod.internal.wire;

import java.time.Instant;

/**
 * The content of the timestamp extension, in its three lengths.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md#timestamp-extension-type">MessagePack,
 *     timestamp</a>
 */
final class Timestamps {
    static final int EXT_TYPE = -1;

    private static final int MAX_NANOS = 999_999_999;
    private static final int SECONDS_BITS = 34;
    private static final long MIN_SECONDS = Instant.MIN.getEpochSecond();
    private static final long MAX_SECONDS = Instant.MAX.getEpochSecond();

    private Timestamps() {}

    /** Whether these bytes are a time that both Python and {@link Instant} can hold. The range has been checked. */
    static boolean isValid(byte[] array, int at, int length) {
        if (length != 4 && length != 8 && length != 12) {
            return false;
        }
        long seconds = seconds(array, at, length);
        return nanos(array, at, length) <= MAX_NANOS && seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
    }

    /** The time in bytes that are {@linkplain #isValid valid}. */
    static Instant read(byte[] array, int at, int length) {
        return Instant.ofEpochSecond(seconds(array, at, length), nanos(array, at, length));
    }

    /** How many bytes the shortest form of this time takes: 4, 8 or 12. */
    static int shortestLength(Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds >>> SECONDS_BITS != 0) {
            return 12;
        }
        return time.getNano() == 0 && seconds >>> Integer.SIZE == 0 ? 4 : 8;
    }

    static void write(Instant time, byte[] array, int at, int length) {
        switch (length) {
            case 4 -> BigEndian.putInt(array, at, (int) time.getEpochSecond());
            case 8 -> BigEndian.putLong(array, at, (long) time.getNano() << SECONDS_BITS | time.getEpochSecond());
            default -> {
                BigEndian.putInt(array, at, time.getNano());
                BigEndian.putLong(array, at + 4, time.getEpochSecond());
            }
        }
    }

    private static long seconds(byte[] array, int at, int length) {
        return switch (length) {
            case 4 -> Integer.toUnsignedLong(BigEndian.getInt(array, at));
            case 8 -> BigEndian.getLong(array, at) & (1L << SECONDS_BITS) - 1;
            default -> BigEndian.getLong(array, at + 4);
        };
    }

    private static long nanos(byte[] array, int at, int length) {
        return switch (length) {
            case 4 -> 0;
            case 8 -> BigEndian.getLong(array, at) >>> SECONDS_BITS;
            default -> Integer.toUnsignedLong(BigEndian.getInt(array, at));
        };
    }
}
