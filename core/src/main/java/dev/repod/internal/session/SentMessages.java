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
    private long released;
    private int keptBytes;

    /**
     * @param uncountedBytes how many of the bytes that wait now do not count
     * @param written how many messages were written before, on links that are gone, and acknowledged
     */
    SentMessages(ReplayBounds bounds, int uncountedBytes, long written) {
        this.bounds = bounds;
        this.uncountedBytes = uncountedBytes;
        this.written = written;
        this.released = written;
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

    /** How many messages were written in all. */
    long written() {
        return written;
    }

    /** How many of these are not kept any more. */
    long released() {
        return released;
    }
}
