package dev.repod.internal.session;

/**
 * The account of the messages that a queue has handed to its link: how many there were, and how many of the newest are kept
 * because the peer has not acknowledged them. Messages are numbered from 1, in the order in which they are written.
 */
final class SentMessages {
    private ReplayBounds bounds;

    /** Bytes of the queue that stand before the first message that counts: the greeting, and what opened the link. */
    private int uncountedBytes;

    private long written;

    /**
     * How many may have been written on any link. More than on this one, where it began with less than the peer had: a HELLO may
     * be an old one, that was held up on its way.
     */
    private long reached;

    private long released;
    private int keptBytes;

    /**
     * @param uncountedBytes how many of the bytes that wait now do not count
     * @param acknowledged how many messages were written before, on links that are gone, and have arrived
     * @param reached how many were written there at all
     */
    SentMessages(ReplayBounds bounds, int uncountedBytes, long acknowledged, long reached) {
        this.bounds = bounds;
        this.uncountedBytes = uncountedBytes;
        this.written = acknowledged;
        this.released = acknowledged;
        this.reached = reached;
    }

    void bounds(ReplayBounds newBounds) {
        bounds = newBounds;
    }

    /** Takes off what does not count of so many bytes that are written next; answers how many these are. */
    int skipUncounted(int bytes) {
        int skipped = Math.min(uncountedBytes, bytes);
        uncountedBytes -= skipped;
        return skipped;
    }

    int uncountedBytes() {
        return uncountedBytes;
    }

    void wrote(int bytes) {
        written++;
        reached = Math.max(reached, written);
        keptBytes += bytes;
    }

    /** The oldest one that is kept is not any more. */
    void released(int bytes) {
        released++;
        keptBytes -= bytes;
    }

    /** Whether more is kept than may be. */
    boolean isOver() {
        return !bounds.allows(written - released, keptBytes);
    }

    boolean isNothingKept() {
        return released == written;
    }

    /** How many messages were written, up to this link and on it. */
    long written() {
        return written;
    }

    /** How many messages the peer can have received at the most. */
    long reached() {
        return reached;
    }

    /** How many of these are not kept any more. */
    long released() {
        return released;
    }
}
