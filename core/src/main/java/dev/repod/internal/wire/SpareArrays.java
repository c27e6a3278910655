package dev.repod.internal.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arrays that nobody on a loop needs now. A queue that is empty holds none, and neither does a link between two frames: so an
 * idle connection costs nothing for what it once sent, and the array that a busy one fills is the one that the processor's cache
 * still has from the one before. And whoever sends large frames slowly takes what others have outgrown, instead of new memory.
 */
public final class SpareArrays {
    private static final int SMALLEST_BYTES = 256;
    private static final int SMALLEST_SHIFT = Integer.numberOfTrailingZeros(SMALLEST_BYTES);

    /**
     * Whoever needs little, and may need more, gets up to so much at once: a burst of answers, written without growing. No more than
     * that, for he may keep it, and a peer can have larger ones come back by what it sends.
     */
    private static final int GENEROUS_BYTES = 4 << 10;

    /** A larger array is not kept: it was for one large message. */
    private static final int LARGEST_BYTES = 64 << 10;

    private static final int GENEROUS_SIZE = sizeFor(GENEROUS_BYTES);
    private static final int SIZES = sizeFor(LARGEST_BYTES) + 1;
    private static final int GENEROUS_BITS = (1 << (GENEROUS_SIZE + 1)) - 1;

    private final int mostSmallBytes;
    private final int mostLargeBytes;

    /** At each index those that have the smallest size, doubled so many times, or more; which came back last is taken first. */
    private final List<Deque<byte[]>> bySize =
            Stream.<Deque<byte[]>>generate(ArrayDeque::new).limit(SIZES).toList();

    /** A bit for each size of which there are any. */
    private int present;

    private int smallBytes;
    private int largeBytes;

    /**
     * Keeps none yet. Those of up to 4 KiB and those above are counted apart: however many of the ones come back, it keeps of the
     * others what it has.
     *
     * @param mostSmallBytes how much it keeps in arrays of up to 4 KiB
     * @param mostLargeBytes how much in those above
     */
    public SpareArrays(int mostSmallBytes, int mostLargeBytes) {
        this.mostSmallBytes = mostSmallBytes;
        this.mostLargeBytes = mostLargeBytes;
    }

    /** An array of at least that size, with anything in it: one of up to 4 KiB where there is one, for what may become more. */
    public byte[] take(int bytes) {
        int generous = highestBit(present & GENEROUS_BITS);
        return generous >= sizeFor(bytes) ? pop(generous) : takeFitting(bytes);
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
        if (array.length < SMALLEST_BYTES || array.length > LARGEST_BYTES) {
            return;
        }
        int size = highestBit(array.length) - SMALLEST_SHIFT;
        if (isRoomFor(array.length, size)) {
            bySize.get(size).push(array);
            present |= 1 << size;
            count(array.length, size);
        }
    }

    private boolean isRoomFor(int bytes, int size) {
        return size <= GENEROUS_SIZE ? smallBytes + bytes <= mostSmallBytes : largeBytes + bytes <= mostLargeBytes;
    }

    private void count(int bytes, int size) {
        if (size <= GENEROUS_SIZE) {
            smallBytes += bytes;
        } else {
            largeBytes += bytes;
        }
    }

    private byte[] pop(int size) {
        Deque<byte[]> arrays = bySize.get(size);
        byte[] array = arrays.pop();
        count(-array.length, size);
        if (arrays.isEmpty()) {
            present &= ~(1 << size);
        }
        return array;
    }

    /** The smallest whose arrays all have room for so many. */
    private static int sizeFor(int bytes) {
        return bytes <= SMALLEST_BYTES ? 0 : highestBit(bytes - 1) + 1 - SMALLEST_SHIFT;
    }

    private static int highestBit(int bits) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(bits);
    }
}
