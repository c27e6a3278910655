package dev.repod.internal.session;

/**
 * Counts the messages of a session that have come in, and says when the peer is to be told: after so many, or so long after the
 * first that it has not been told of.
 */
final class Receipts {
    /** ACKs are that many messages apart, or {@link #DELAY_NANOS}: at most one for whichever is first. */
    static final int MESSAGES = 64;

    static final long DELAY_NANOS = 200_000_000;

    private long received;
    private long told;

    /** Begins where an earlier link ended. */
    Receipts(long received) {
        this.received = received;
        this.told = received;
    }

    void count() {
        received++;
    }

    long received() {
        return received;
    }

    boolean isAnyUntold() {
        return received != told;
    }

    boolean isFull() {
        return received - told >= MESSAGES;
    }

    /** The peer is being told now. */
    long tell() {
        told = received;
        return received;
    }
}
