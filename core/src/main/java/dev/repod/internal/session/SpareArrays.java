package dev.repod.internal.session;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrays that no queue of a loop needs now. A queue that is empty holds none: so an idle connection costs nothing for what
 * it once sent, and the array that a busy one fills is the one that the processor's cache still has from the one before.
 */
final class SpareArrays {
    private static final int SMALLEST_BYTES = 256;

    /** A larger array is not kept: it was for one large message. */
    private static final int LARGEST_BYTES = 64 << 10;

    /** All that are kept, together: enough for one broadcast to thousands. */
    private static final int KEPT_BYTES = 1 << 20;

    private final List<byte[]> arrays = new ArrayList<>();
    private int keptBytes;

    /** An array of at least that size, with anything in it. */
    byte[] take(int bytes) {
        if (!arrays.isEmpty()) {
            byte[] last = arrays.remove(arrays.size() - 1);
            keptBytes -= last.length;
            if (last.length >= bytes) {
                return last;
            }
        }
        return new byte[Math.max(SMALLEST_BYTES, bytes)];
    }

    void giveBack(byte[] array) {
        if (array.length > 0 && array.length <= LARGEST_BYTES && keptBytes + array.length <= KEPT_BYTES) {
            arrays.add(array);
            keptBytes += array.length;
        }
    }
}
