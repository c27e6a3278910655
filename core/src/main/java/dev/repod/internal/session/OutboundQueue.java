package dev.repod.internal.session;

import dev.repod.internal.wire.FrameCutter;

/**
 * The frames that wait for the socket, in order, with their boundaries: they are handed over whole, and only as many as the
 * system takes without building a queue of its own below this one. They lie one behind the other in an array, which is
 * borrowed while there are any; each frame's header tells where it ends.
 */
final class OutboundQueue {
    /** What is handed over at once: large enough to cost one system call for a burst, small enough to stay interruptible. */
    static final int BATCH_BYTES = 64 << 10;

    private static final byte[] NO_BYTES = {};

    private final SpareArrays spare;
    private byte[] bytes = NO_BYTES;
    private int head;
    private int tail;

    OutboundQueue(SpareArrays spare) {
        this.spare = spare;
    }

    boolean isEmpty() {
        return head == tail;
    }

    int queuedBytes() {
        return tail - head;
    }

    /** Adds one frame, its header included. */
    void append(byte[] array, int from, int to) {
        int size = to - from;
        if (bytes.length - tail < size) {
            makeRoom(size);
        }
        System.arraycopy(array, from, bytes, tail, size);
        tail += size;
    }

    /** Hands frames over for as long as the link takes them. */
    void writeTo(Link link) {
        while (head < tail && link.isWritable()) {
            int from = head;
            head = endOfBatch();
            link.write(bytes, from, head);
        }
        if (head == tail) {
            clear();
        }
    }

    void clear() {
        spare.giveBack(bytes);
        bytes = NO_BYTES;
        head = 0;
        tail = 0;
    }

    /** Everything where that is no more than a batch; whole frames otherwise, and one at least. */
    private int endOfBatch() {
        if (tail - head <= BATCH_BYTES) {
            return tail;
        }
        int end = head + FrameCutter.frameBytes(bytes, head);
        while (end < tail && end + FrameCutter.frameBytes(bytes, end) - head <= BATCH_BYTES) {
            end += FrameCutter.frameBytes(bytes, end);
        }
        return end;
    }

    /** Moves what is left to the front when that is at most half of the array, and doubles the array otherwise. */
    private void makeRoom(int size) {
        int queued = tail - head;
        byte[] from = bytes;
        if (queued + size > bytes.length || queued > bytes.length / 2) {
            long doubled = Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length);
            bytes = spare.take((int) Math.max(doubled, Math.addExact(queued, size)));
        }
        System.arraycopy(from, head, bytes, 0, queued);
        if (from != bytes) {
            spare.giveBack(from);
        }
        head = 0;
        tail = queued;
    }
}
