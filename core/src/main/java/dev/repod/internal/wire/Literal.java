package dev.repod.internal.wire;

import java.util.Arrays;

/** Bytes that are written again and again. As few as a name mostly has are one number: to call for a copy would take longer. */
final class Literal {
    private final byte[] bytes;

    /** The first bytes, and zeros behind where there are fewer. */
    private final long word;

    Literal(byte[] bytes) {
        this.bytes = bytes;
        word = BigEndian.getLong(Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES)), 0);
    }

    /** Puts it there, if it is short and the array has room for a number; false where it has to be copied. */
    boolean tryPut(byte[] array, int at) {
        if (bytes.length > Long.BYTES || array.length - at < Long.BYTES) {
            return false;
        }
        BigEndian.putLong(array, at, word);
        return true;
    }

    byte[] bytes() {
        return bytes;
    }
}
