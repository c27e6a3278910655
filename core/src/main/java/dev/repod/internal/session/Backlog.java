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

    /**
     * Takes what was in the queue of a link. As on the link the oldest of those that were written are forgotten where it is too
     * much.
     *
     * @param released how many messages there were before these
     * @param written how many of all were written
     * @param queued the messages, one behind the other from the beginning on; copied as far as they are kept
     * @param end where they end
     */
    Backlog(ReplayBounds bounds, long released, long written, byte[] queued, int end) {
        this.bounds = bounds;
        this.released = released;
        this.written = written;
        int begin = forgetOldest(queued, end);
        if (bounds.allows(messages, end - begin)) {
            bytes = Arrays.copyOfRange(queued, begin, end);
            to = bytes.length;
        } else {
            overflow();
        }
    }

    private int forgetOldest(byte[] queued, int end) {
        for (int at = 0; at < end; at += FrameCutter.frameBytes(queued, at)) {
            messages++;
        }
        int begin = 0;
        while (released < written && !bounds.allows(messages, end - begin)) {
            begin += FrameCutter.frameBytes(queued, begin);
            messages--;
            released++;
        }
        return begin;
    }

    /** Adds a message that is sent while there is no link. False where it is one too many: then all are gone. */
    boolean append(byte[] array, int start, int end) {
        int size = end - start;
        if (overflown || !bounds.allows(messages + 1L, (long) to - from + size)) {
            overflow();
            return false;
        }
        if (bytes.length - to < size) {
            makeRoom(size);
        }
        System.arraycopy(array, start, bytes, to, size);
        to += size;
        messages++;
        return true;
    }

    /** Grows by doubling, and never beyond the bound. */
    private void makeRoom(int size) {
        int held = to - from;
        byte[] larger = new byte[Math.max(held + size, Math.min(2 * held, bounds.bytes()))];
        System.arraycopy(bytes, from, larger, 0, held);
        bytes = larger;
        from = 0;
        to = held;
    }

    private void dropFirst() {
        from += FrameCutter.frameBytes(bytes, from);
        messages--;
        released++;
    }

    private void overflow() {
        overflown = true;
        released = written + 1;
        letGo();
    }

    private void letGo() {
        bytes = NO_BYTES;
        from = 0;
        to = 0;
        messages = 0;
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
        letGo();
    }
}
