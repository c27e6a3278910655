package dev.repod.internal.session;

import dev.repod.internal.limit.BufferBudget;
import dev.repod.internal.limit.Rates;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a session when its link is gone, on either side: what a next link needs to go on as if nothing had been.
 * Confined to the I/O thread.
 */
public final class SessionState {
    private final long received;
    private final Backlog backlog;
    private final RoundTrip roundTrip;
    private final @Nullable Rates rates;

    /** What it takes of what all peers may make this side hold; null where nobody counts. */
    private BufferBudget.@Nullable Share share;

    SessionState(long received, Backlog backlog, RoundTrip roundTrip, @Nullable Rates rates) {
        this.received = received;
        this.backlog = backlog;
        this.roundTrip = roundTrip;
        this.rates = rates;
    }

    /** How far away the peer was; the next link measures on from there. */
    RoundTrip roundTrip() {
        return roundTrip;
    }

    /** How fast the peer has sent; null where that was not looked at. */
    @Nullable Rates rates() {
        return rates;
    }

    /** From now on what is kept is counted there. */
    void countIn(BufferBudget.Share newShare) {
        share = newShare;
        newShare.hold(heldBytes());
    }

    /** How many messages of the peer have come in. */
    long received() {
        return received;
    }

    Backlog backlog() {
        return backlog;
    }

    /** Keeps one frame for the next link. False where that is one too many: then the session is over. */
    public boolean send(byte[] frame, int from, int to) {
        boolean kept = backlog.append(frame, from, to);
        count();
        return kept;
    }

    /** Keeps one frame in place of an earlier one of its key, if no link was handed that. False as {@link #send}. */
    public boolean sendLatest(LatestKey key, byte[] frame, int from, int to) {
        boolean kept = backlog.appendLatest(key, frame, from, to);
        count();
        return kept;
    }

    private void count() {
        if (share != null) {
            share.hold(heldBytes());
        }
    }

    /** The bytes of what no link was handed. */
    public int queuedBytes() {
        return backlog.queuedBytes();
    }

    /** Whether more waited than may be kept. */
    public boolean isOverflown() {
        return backlog.isOverflown();
    }

    /** How many messages are kept. */
    public int messages() {
        return backlog.messages();
    }

    /** How many bytes of memory they take. */
    public int heldBytes() {
        return backlog.heldBytes();
    }
}
