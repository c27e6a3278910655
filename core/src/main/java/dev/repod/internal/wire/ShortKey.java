package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import java.util.Arrays;

/**
 * A name of up to {@value #MOST_BYTES} bytes as one number: its MessagePack, header first, and zeros behind. Two names are equal
 * where these are, and most of a game's names are that short.
 */
final class ShortKey {
    static final int MOST_BYTES = Long.BYTES - 1;

    /** What is no name of that kind: the header alone makes every other one negative. */
    static final long NONE = 0;

    private static final int HEAD_SHIFT = Byte.SIZE * MOST_BYTES;
    /** In a name of that kind: the head of a short string, and no character beyond ASCII. */
    private static final long NAME = (long) FIXSTR << HEAD_SHIFT;

    /** What tells. */
    private static final long NO_NAME = 0xf8_80_80_80_80_80_80_80L;

    /** For each size the bits that a name takes. */
    private static final long[] USED_BITS = usedBits();

    private ShortKey() {}

    /** The name whose header lies there; {@link #NONE} where that is longer, not ASCII alone, no string, or near the array's end. */
    static long at(byte[] array, int header) {
        if (array.length - header < Long.BYTES) {
            return NONE;
        }
        long word = BigEndian.getLong(array, header);
        long key = word & USED_BITS[bytes(word)];
        return (key & NO_NAME) == NAME ? key : NONE;
    }

    /** The name of these bytes, whatever header and characters they have; {@link #NONE} where it is longer. */
    static long of(byte[] array, int from, int size) {
        if (size > MOST_BYTES) {
            return NONE;
        }
        long name = array.length - from < Long.BYTES ? byByte(array, from, size) : BigEndian.getLong(array, from);
        return ((long) (FIXSTR | size) << HEAD_SHIFT) | ((name >>> Byte.SIZE) & USED_BITS[size]);
    }

    private static long byByte(byte[] array, int from, int size) {
        long word = 0;
        for (int i = 0; i < size; i++) {
            word |= (array[from + i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return word;
    }

    /** Of eight bytes those that a name of that size takes, header and all, and zeros behind. */
    static long used(long bytes, int size) {
        return bytes & USED_BITS[size];
    }

    /** How many bytes the name takes, without its header. */
    static int bytes(long key) {
        return (int) (key >>> HEAD_SHIFT) & MOST_BYTES;
    }

    /**
     * What lies behind the name whose header lies there. By branches, one for each size, though a sum would do: what follows a sum
     * waits for the byte that tells the size, and so each field for the one before it, while a branch is foreseen, and the
     * processor looks at all fields of a message at once.
     */
    static int end(long key, int header) {
        return switch (bytes(key)) {
            case 0 -> header + 1;
            case 1 -> header + 2;
            case 2 -> header + 3;
            case 3 -> header + 4;
            case 4 -> header + 5;
            case 5 -> header + 6;
            case 6 -> header + 7;
            default -> header + 8;
        };
    }

    private static long[] usedBits() {
        var bits = new long[MOST_BYTES + 1];
        Arrays.setAll(bits, size -> -1L << unusedBits(size));
        return bits;
    }

    private static int unusedBits(int size) {
        return HEAD_SHIFT - Byte.SIZE * size;
    }
}
