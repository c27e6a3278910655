package dev.repod.internal.session;

import dev.repod.internal.wire.FrameCutter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a peer may lack while no link carries the session: the messages that were written and not acknowledged, then those
 * that never were written, then those that are sent meanwhile. Where that becomes more than the bounds allow, all of it is
 * let go, and the session cannot be resumed. Of those that never were written a newer one may supersede an older.
 */
final class Backlog {
    private static final byte[] NO_BYTES = {};

    private final ReplayBounds bounds;

    /** The number of the last message before the first one here. */
    private long released;

    /** The number of the last message that the peer can have received. */
    private final long written;

    private final LatestFrames latest;
    private byte[] bytes = NO_BYTES;
    private int from;
    private int to;

    /** What of it the peer can have received. */
    private int writtenBytes;

    private int messages;
    private boolean overflown;

    /**
     * Takes what was in the queue of a link. As on the link the oldest of those that were written are forgotten where it is too
     * much.
     *
     * @param account how many messages there were before these, and how many of all were written
     * @param queued the messages, one behind the other from the beginning on; copied as far as they are kept
     * @param end where they end
     * @param latest those of them that a newer one may supersede, and none that was written
     */
    Backlog(ReplayBounds bounds, SentMessages account, byte[] queued, int end, LatestFrames latest) {
        this.bounds = bounds;
        this.released = account.released();
        this.written = account.reached();
        this.latest = latest;
        int begin = forgetOldest(queued, end);
        if (bounds.allows(messages, end - begin)) {
            bytes = Arrays.copyOfRange(queued, begin, end);
            to = bytes.length;
            latest.shift(begin);
            writtenBytes = countWritten();
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

    private int countWritten() {
        int at = 0;
        for (long number = released; number < written && at < to; number++) {
            at += FrameCutter.frameBytes(bytes, at);
        }
        return at;
    }

    /** Adds a message that is sent while there is no link. False where it is one too many: then all are gone. */
    boolean append(byte[] array, int start, int end) {
        return append(null, array, start, end);
    }

    /** Adds a message in place of an earlier one of this key, if that was not written: at the end, so that it overtakes nothing. */
    boolean appendLatest(LatestKey key, byte[] array, int start, int end) {
        if (latest.supersede(bytes, key) > 0) {
            messages--;
        }
        return append(key, array, start, end);
    }

    private boolean append(@Nullable LatestKey key, byte[] array, int start, int end) {
        int size = end - start;
        if (overflown || !bounds.allows(messages + 1L, (long) livingBytes() + size)) {
            overflow();
            return false;
        }
        if (bytes.length - to < size) {
            makeRoom(size);
        }
        if (key != null) {
            latest.put(key, to);
        }
        System.arraycopy(array, start, bytes, to, size);
        to += size;
        messages++;
        return true;
    }

    private int livingBytes() {
        return to - from - latest.deadBytes();
    }

    /** Drops what is dead. Grows by doubling where that leaves little, and never beyond the bound. */
    private void makeRoom(int size) {
        int held = latest.moveLiving(bytes, from, to, 0, false);
        if (bytes.length - held < size || (held > bytes.length / 2 && bytes.length < bounds.bytes())) {
            bytes = Arrays.copyOf(bytes, Math.max(held + size, Math.min(2 * held, bounds.bytes())));
        }
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
        writtenBytes = 0;
        messages = 0;
        latest.clear();
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

    /** The bytes of those messages that the peer cannot have received. */
    int queuedBytes() {
        return livingBytes() - writtenBytes;
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
        latest.forEachLiving(bytes, from, to, (key, start, end) -> {
            if (key == null) {
                queue.appendMessage(bytes, start, end);
            } else {
                queue.appendLatest(key, bytes, start, end);
            }
        });
        letGo();
    }
}
