package dev.repod.internal.session;

import dev.repod.internal.wire.FrameCutter;
import java.util.Arrays;

/**
 * What a peer may lack while no link carries the session: the messages that were written and not acknowledged, then those
 * that never were written, then those that are sent meanwhile. Where that becomes more than the bounds allow, all of it is
 * let go, and the session cannot be resumed.
 */
final class Backlog {
    private static final byte[] NO_BYTES = {};

    private final ReplayBounds bounds;

    /** The number of the last message before the first one here. */
    private long released;

    /** The number of the last message that the peer can have received. */
    private final long written;

    private byte[] bytes = NO_BYTES;
    private int from;
    private int to;
    private int messages;
    private boolean overflown;

    Backlog(ReplayBounds bounds, long released, long written) {
        this.bounds = bounds;
        this.released = released;
        this.written = written;
    }

    /** Adds what was in the queue of the link, whatever the bounds. */
    void add(byte[] array, int start, int end) {
        int size = end - start;
        if (bytes.length - to < size) {
            bytes = Arrays.copyOf(bytes, Math.max(to + size, Math.min(2 * bytes.length, bounds.bytes())));
        }
        System.arraycopy(array, start, bytes, to, size);
        to += size;
        messages++;
    }

    /** That was all. As on a link the oldest of those that were written are forgotten where it is too much. */
    void close() {
        while (!isWithinBounds() && released < written) {
            dropFirst();
        }
        if (!isWithinBounds()) {
            overflow();
        }
    }

    /** Adds a message that is sent while there is no link. False where it is one too many: then all are gone. */
    boolean append(byte[] array, int start, int end) {
        if (overflown || !bounds.allows(messages + 1L, to - from + (long) end - start)) {
            overflow();
            return false;
        }
        add(array, start, end);
        return true;
    }

    private boolean isWithinBounds() {
        return bounds.allows(messages, to - from);
    }

    private void dropFirst() {
        from += FrameCutter.frameBytes(bytes, from);
        messages--;
        released++;
    }

    private void overflow() {
        overflown = true;
        released = written + 1;
        messages = 0;
        bytes = NO_BYTES;
        from = 0;
        to = 0;
    }

    boolean isOverflown() {
        return overflown;
    }

    /** The number of the last message that is not here any more: a peer that lacks it cannot be helped. */
    long released() {
        return released;
    }

    /** The number of the last message that the peer can have received: one that claims more does not tell the truth. */
    long written() {
        return written;
    }

    /** Whether all is here that a peer lacks which has received so many messages. */
    boolean covers(long received) {
        return received >= released && received <= written;
    }

    int messages() {
        return messages;
    }

    /** What the messages take here. */
    int heldBytes() {
        return bytes.length;
    }

    /** Moves the messages after that number into a queue. */
    void moveTo(OutboundQueue queue, long received) {
        while (released < received) {
            dropFirst();
        }
        while (from < to) {
            int end = from + FrameCutter.frameBytes(bytes, from);
            queue.append(bytes, from, end);
            from = end;
        }
        bytes = NO_BYTES;
        from = 0;
        to = 0;
        messages = 0;
    }
}
