package dev.repod.internal.session;

/**
 * How much of what was sent is kept for a peer that may have to be sent it again.
 *
 * @param messages the most messages
 * @param bytes the most bytes, headers included
 */
public record ReplayBounds(int messages, int bytes) {
    /** Nothing is kept: for peers that never ask for anything again. */
    static final ReplayBounds NOTHING = new ReplayBounds(0, 0);

    boolean allows(long newMessages, long newBytes) {
        return newMessages <= messages && newBytes <= bytes;
    }
}
