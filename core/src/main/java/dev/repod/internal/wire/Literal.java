package dev.repod.internal.wire;

import java.util.Arrays;

/**
 * Bytes that are written again and again. As few as a name mostly has are one number, and as few as an action has some: to call for a
 * copy would take longer.
 */
final class Literal {
    private static final int MOST_WORDS = 4;

    private final byte[] bytes;
    private final int size;

    /** The first bytes, and zeros behind where there are fewer. */
    private final long first;

    /** Those behind them, up to {@value #MOST_WORDS} numbers in all. */
    private final long[] others;

    Literal(byte[] bytes) {
        this.bytes = bytes;
        size = bytes.length;
        byte[] padded = Arrays.copyOf(bytes, MOST_WORDS * Long.BYTES);
        first = BigEndian.getLong(padded, 0);
        others = new long[Math.max(0, Math.min(MOST_WORDS, (size + Long.BYTES - 1) / Long.BYTES) - 1)];
        Arrays.setAll(others, i -> BigEndian.getLong(padded, (i + 1) * Long.BYTES));
    }

    int size() {
        return size;
    }

    /** Puts it there, if it is short and the array has room for whole numbers; false where it has to be copied. */
    boolean tryPut(byte[] array, int at) {
        if (size > Long.BYTES) {
            return tryPutWords(array, at);
        }
        if (array.length - at < Long.BYTES) {
            return false;
        }
        BigEndian.putLong(array, at, first);
        return true;
    }

    private boolean tryPutWords(byte[] array, int at) {
        if (size > MOST_WORDS * Long.BYTES || array.length - at < MOST_WORDS * Long.BYTES) {
            return false;
        }
        BigEndian.putLong(array, at, first);
        int next = at;
        for (long word : others) {
            next += Long.BYTES;
            BigEndian.putLong(array, next, word);
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }
}
