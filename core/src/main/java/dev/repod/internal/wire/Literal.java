package dev.repod.internal.wire;

import java.util.Arrays;

/**
 * Bytes that are written again and again. As few as a name mostly has are one number, and as few as an action has some: to call for a
 * copy would take longer.
 */
final class Literal {
    private static final int MOST_BYTES = 3 * Long.BYTES;

    private final byte[] bytes;
    private final int size;

    /** The first bytes, and zeros behind where there are fewer. */
    private final long first;

    private final long second;
    private final long third;

    Literal(byte[] bytes) {
        this.bytes = bytes;
        size = bytes.length;
        byte[] padded = Arrays.copyOf(bytes, Math.max(size, MOST_BYTES));
        first = BigEndian.getLong(padded, 0);
        second = BigEndian.getLong(padded, Long.BYTES);
        third = BigEndian.getLong(padded, 2 * Long.BYTES);
    }

    int size() {
        return size;
    }

    /** Puts it there, if it is short and the array has room for whole numbers; false where it has to be copied. */
    boolean tryPut(byte[] array, int at) {
        if (size > Long.BYTES) {
            return tryPutMore(array, at);
        }
        if (array.length - at < Long.BYTES) {
            return false;
        }
        BigEndian.putLong(array, at, first);
        return true;
    }

    private boolean tryPutMore(byte[] array, int at) {
        if (size > MOST_BYTES || array.length - at < MOST_BYTES) {
            return false;
        }
        BigEndian.putLong(array, at, first);
        BigEndian.putLong(array, at + Long.BYTES, second);
        BigEndian.putLong(array, at + 2 * Long.BYTES, third);
        return true;
    }

    byte[] bytes() {
        return bytes;
    }
}
