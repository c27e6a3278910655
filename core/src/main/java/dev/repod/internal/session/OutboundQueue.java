package dev.repod.internal.session;

/**
 * The frames that wait for the socket, in order, with their boundaries: they are handed over whole, and only as many as the
 * system takes without building a queue of its own below this one. Bytes lie in one array; boundaries in a ring of lengths.
 */
final class OutboundQueue {
    /** What is handed over at once: large enough to cost one system call for a burst, small enough to stay interruptible. */
    private static final int BATCH_BYTES = 256 << 10;

    /** A larger array than this is not kept once it is empty. */
    private static final int KEEP_BYTES = 16 << 10;

    private static final byte[] NO_BYTES = {};
    private static final int[] NO_LENGTHS = {};

    private byte[] bytes = NO_BYTES;
    private int head;
    private int tail;

    private int[] lengths = NO_LENGTHS;
    private int firstLength;
    private int frames;

    boolean isEmpty() {
        return frames == 0;
    }

    int queuedBytes() {
        return tail - head;
    }

    /** Adds one frame, its header included. */
    void append(byte[] array, int from, int to) {
        int size = to - from;
        makeRoom(size);
        System.arraycopy(array, from, bytes, tail, size);
        tail += size;
        if (frames == lengths.length) {
            growLengths();
        }
        lengths[(firstLength + frames) & (lengths.length - 1)] = size;
        frames++;
    }

    /** Hands frames over for as long as the link takes them. */
    void writeTo(Link link) {
        while (frames > 0 && link.isWritable()) {
            int from = head;
            int to = from;
            do {
                to += removeFirstLength();
            } while (frames > 0 && to - from + lengths[firstLength] <= BATCH_BYTES);
            head = to;
            link.write(bytes, from, to);
        }
        if (frames == 0) {
            head = 0;
            tail = 0;
            if (bytes.length > KEEP_BYTES) {
                clear();
            }
        }
    }

    void clear() {
        bytes = NO_BYTES;
        lengths = NO_LENGTHS;
        firstLength = 0;
        head = 0;
        tail = 0;
        frames = 0;
    }

    private int removeFirstLength() {
        int length = lengths[firstLength];
        firstLength = (firstLength + 1) & (lengths.length - 1);
        frames--;
        return length;
    }

    /** Moves what is left to the front when that is at most half of the array, and doubles the array otherwise. */
    private void makeRoom(int size) {
        if (bytes.length - tail >= size) {
            return;
        }
        int queued = tail - head;
        byte[] target = bytes;
        if (queued + size > bytes.length || queued > bytes.length / 2) {
            long doubled = Math.max(256, 2L * bytes.length);
            target = new byte[(int) Math.min(Integer.MAX_VALUE - 8, Math.max(doubled, (long) queued + size))];
        }
        System.arraycopy(bytes, head, target, 0, queued);
        bytes = target;
        head = 0;
        tail = queued;
    }

    private void growLengths() {
        int[] larger = new int[Math.max(8, 2 * lengths.length)];
        int firstRun = Math.min(frames, lengths.length - firstLength);
        System.arraycopy(lengths, firstLength, larger, 0, firstRun);
        System.arraycopy(lengths, 0, larger, firstRun, frames - firstRun);
        lengths = larger;
        firstLength = 0;
    }
}
