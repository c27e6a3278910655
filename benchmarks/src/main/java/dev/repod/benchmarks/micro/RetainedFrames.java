package dev.repod.benchmarks.micro;

import dev.repod.internal.wire.FrameCutter;

/**
 * Stands where sessions will keep what was written and not acknowledged: the newest frames, 1,024 and 256 KiB at the most, so
 * that it can be measured what keeping them costs each message. Nothing is ever sent again.
 */
final class RetainedFrames {
    private static final int MOST_FRAMES = 1_024;
    private static final int MOST_BYTES = 256 << 10;

    private final byte[] bytes = new byte[2 * MOST_BYTES];
    private final int[] sizes = new int[MOST_FRAMES];
    private int head;
    private int tail;
    private int first;
    private int frames;

    /** Keeps frames that lie one behind the other, and forgets the oldest where there are too many. */
    void keep(byte[] array, int from, int to) {
        if (tail + to - from > bytes.length) {
            System.arraycopy(bytes, head, bytes, 0, tail - head);
            tail -= head;
            head = 0;
        }
        System.arraycopy(array, from, bytes, tail, to - from);
        tail += to - from;
        for (int at = from; at < to; ) {
            int size = FrameCutter.frameBytes(array, at);
            if (frames == MOST_FRAMES) {
                forgetOldest();
            }
            sizes[first + frames++ & MOST_FRAMES - 1] = size;
            at += size;
        }
        while (tail - head > MOST_BYTES) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        head += sizes[first];
        first = first + 1 & MOST_FRAMES - 1;
        frames--;
    }
}
