package dev.repod.internal.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * The arrays that nobody on a loop needs now. A queue that is empty holds none, and neither does a link between two frames: so an
 * idle connection costs nothing for what it once sent, and the array that a busy one fills is the one that the processor's cache
 * still has from the one before. And whoever sends large frames slowly takes what others have outgrown, instead of new memory.
 */
public final class SpareArrays {
    private static final int SMALLEST_BYTES = 256;
    private static final int SMALLEST_SHIFT = Integer.numberOfTrailingZeros(SMALLEST_BYTES);

    /** A larger array is not kept: it was for one large message. */
    private static final int LARGEST_BYTES = 64 << 10;

    private static final int SIZES = Integer.numberOfTrailingZeros(LARGEST_BYTES) - SMALLEST_SHIFT + 1;

    /** All that are kept, together: enough for one broadcast to thousands. */
    private static final int KEPT_BYTES = 1 << 20;

    /** At each index those that have the smallest size, doubled so many times, or more; which came back last is taken first. */
    private final Deque<byte[]>[] bySize = newStacks();

    /** A bit for each size of which there are any. */
    private int present;

    private int keptBytes;

    @SuppressWarnings("unchecked") // there are no arrays of a generic type
    private static Deque<byte[]>[] newStacks() {
        return Stream.generate(ArrayDeque::new).limit(SIZES).toArray(Deque[]::new);
    }

    /** An array of at least that size, with anything in it: the largest that there is, for what may become more. */
    public byte[] take(int bytes) {
        int largest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(present);
        return largest >= sizeFor(bytes) ? pop(largest) : takeFitting(bytes);
    }

    /** An array of at least that size, and not much more, with anything in it. */
    public byte[] takeFitting(int bytes) {
        int size = sizeFor(bytes);
        if (size >= SIZES) {
            return new byte[bytes];
        }
        return (present & 1 << size) == 0 ? new byte[SMALLEST_BYTES << size] : pop(size);
    }

    /** It is not used any more by whoever took it. */
    public void giveBack(byte[] array) {
        if (array.length < SMALLEST_BYTES || array.length > LARGEST_BYTES || keptBytes + array.length > KEPT_BYTES) {
            return;
        }
        int size = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(array.length) - SMALLEST_SHIFT;
        bySize[size].push(array);
        present |= 1 << size;
        keptBytes += array.length;
    }

    private byte[] pop(int size) {
        byte[] array = bySize[size].pop();
        keptBytes -= array.length;
        if (bySize[size].isEmpty()) {
            present &= ~(1 << size);
        }
        return array;
    }

    /** The smallest whose arrays all have room for so many. */
    private static int sizeFor(int bytes) {
        return bytes <= SMALLEST_BYTES ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1) - SMALLEST_SHIFT;
    }
}
