package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import java.util.Arrays;

/** How many bytes a value takes, head and all, where its first byte alone tells: a look instead of a chain of branches. */
final class ScalarBytes {
    /** For strings, bytes, containers, extension values, and the byte that is never used. */
    static final int UNTOLD = 0;

    private static final byte[] BY_HEAD = byHead();

    private ScalarBytes() {}

    /** What a value with this first byte takes, or {@link #UNTOLD}. */
    static int of(int head) {
        return BY_HEAD[head];
    }

    private static byte[] byHead() {
        var bytes = new byte[256];
        Arrays.fill(bytes, 0, FIXMAP, (byte) 1);
        Arrays.fill(bytes, MIN_NEGATIVE_FIXINT, bytes.length, (byte) 1);
        bytes[NIL] = 1;
        bytes[FALSE] = 1;
        bytes[TRUE] = 1;
        bytes[FLOAT32] = 1 + Float.BYTES;
        bytes[FLOAT64] = 1 + Double.BYTES;
        for (int head = UINT8; head <= INT64; head++) {
            bytes[head] = (byte) (1 + (1 << (head & 3)));
        }
        return bytes;
    }
}
