package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.limit.BufferBudget;
import dev.repod.internal.limit.Seat;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a server as the program sees it: on one link or, with a session, on several, one after the other. A link
 * that is not its newest cannot touch it. Confined to the I/O thread, but for the round trip.
 */
public final class ServerConnection {
    private final Carrier carrier;
    private final @Nullable SessionTable table;
    private final ReplayBounds bounds;
    private final Seat seat;

    /** Null for a connection that ends with its link. */
    private @Nullable SessionIds ids;

    private @Nullable ServerSessionListener listener;

    /** Why the last link was lost. */
    private @Nullable CloseReason loss;

    /** What is kept while there is no link; null while there was always one. */
    private BufferBudget.@Nullable Share kept;

    /** Null where nobody has to say who it is. */
    private @Nullable Claim claim;

    private boolean ended;

    ServerConnection(ServerSession link, @Nullable SessionTable table, ReplayBounds bounds, Seat seat) {
        this.table = table;
        this.bounds = bounds;
        this.seat = seat;
        this.carrier = new Carrier(this::onRoom);
        carrier.attach(link);
    }

    void listener(ServerSessionListener newListener) {
        listener = newListener;
    }

    /** It holds that from now on, to its end. */
    void claim(@Nullable Claim newClaim) {
        claim = newClaim;
        if (newClaim != null) {
            newClaim.moveTo(this);
        }
    }

    /** Another connection holds it from now on. */
    @Nullable Claim takeClaim() {
        Claim taken = claim;
        claim = null;
        return taken;
    }

    ServerSessionListener listener() {
        return Objects.requireNonNull(listener);
    }

    // ---- what the API asks for

    /** Where the program's frames go. */
    public Carrier carrier() {
        return carrier;
    }

    /** Who the peer is; null where nobody has to say so. */
    public @Nullable Object principal() {
        return claim == null ? null : claim.principal();
    }

    /** The address of the peer, while there is a link. */
    public InetSocketAddress peerAddress() {
        return Objects.requireNonNull(carrier.link()).link.peerAddress();
    }

    /** The keys by which it can be resumed now; none where it ends with its link. */
    public List<SessionKey> keys() {
        return ids == null ? List.of() : ids.valid();
    }

    /** Ends it. The peer is told; one that was sent away and could not hear it is told when it comes back. */
    public void close(CloseReason reason, long nowNanos) {
        if (ended) {
            return;
        }
        boolean isForGood = reason.kind() == Kind.KICKED || reason.kind() == Kind.SUPERSEDED;
        if (table != null && isForGood) {
            table.leaveEpitaph(keys(), reason, nowNanos);
        }
        @Nullable Session link = carrier.link();
        if (link != null) {
            link.close(reason, nowNanos);
        } else {
            finish(reason);
        }
    }

    /** The window is over: ends it, if it still waits for a link. */
    public void expire() {
        if (!ended && carrier.state() != null) {
            finish(Objects.requireNonNull(loss));
        }
    }

    private void onRoom() {
        if (!ended) {
            listener().onWritable();
        }
    }

    // ---- what its links tell

    /** It is found by these from now on, and not by any that it had before. */
    void ids(SessionIds newIds) {
        forgetIds();
        ids = newIds;
    }

    Seat seat() {
        return seat;
    }

    @Nullable SessionIds ids() {
        return ids;
    }

    boolean isResumable() {
        return ids != null;
    }

    /** Its client takes no part in sessions. */
    void endWithLink() {
        forgetIds();
        listener().onIdsChanged();
    }

    private void forgetIds() {
        if (table != null && ids != null) {
            table.remove(ids);
            ids = null;
        }
    }

    /** Its link has ended; what is left is null where the connection ends with it. */
    void onLinkEnded(ServerSession link, CloseReason reason, @Nullable SessionState left) {
        if (carrier.link() != link) {
            return;
        }
        if (left == null) {
            finish(reason);
        } else {
            onLeft(left, reason, link.workbench.budget());
        }
    }

    private void onLeft(SessionState left, CloseReason reason, BufferBudget budget) {
        if (left.isOverflown()) {
            finish(overflow());
            return;
        }
        loss = reason;
        carrier.detach(left, () -> finish(overflow()));
        listener().onDetached();
        if (carrier.state() == left) {
            kept = budget.open(this::giveUp);
            left.countIn(kept);
        }
    }

    private void giveUp(CloseReason reason, long nowNanos) {
        finish(CloseReason.of(Kind.LOST, reason.text()));
    }

    private void keepNothing() {
        if (kept != null) {
            kept.hold(0);
            kept = null;
        }
    }

    private CloseReason overflow() {
        return CloseReason.of(
                Kind.LOST,
                "more was sent while the client was away than is kept: " + bounds.messages() + " messages, "
                        + bounds.bytes() + " bytes");
    }

    /** How many messages the peer can have received at the most. */
    long written() {
        @Nullable Session link = carrier.link();
        if (link != null) {
            return link.outbound.reached();
        }
        @Nullable SessionState state = carrier.state();
        return state == null ? 0 : state.backlog().written();
    }

    /**
     * Leaves the link that it is on, if it is on one, because its client has come with another. Null where that ends it: there is
     * more than is kept, or the program does upon hearing of it.
     *
     * @param isCertain whether the client has come with what it was given on that link. Otherwise it may be on it still, and what
     *     came is an older HELLO of its own: then it is not sent away, and comes again
     */
    @Nullable SessionState leaveLink(boolean isCertain, long nowNanos) {
        @Nullable Session link = carrier.link();
        if (link != null) {
            CloseReason reason = CloseReason.of(Kind.SUPERSEDED, "the session went on over another link");
            // Taken first: from here on the old link is a stranger, whatever it still tells.
            SessionState left = isCertain ? link.supersede(reason, nowNanos) : link.giveUp(nowNanos);
            onLeft(left, CloseReason.of(Kind.LOST, "the client came back over another link"), link.workbench.budget());
        }
        return carrier.state();
    }

    /** Goes on over that link. */
    void resumeOn(ServerSession link) {
        keepNothing();
        @Nullable FlightRecorder earlier = carrier.flight();
        if (earlier != null) {
            link.flight.goOn(earlier);
        }
        carrier.attach(link);
        link.visit.take(seat);
        loss = null;
    }

    /** It ends, without a word to its link: that goes on with another connection, or is told elsewhere. */
    void finish(CloseReason reason) {
        if (ended) {
            return;
        }
        ended = true;
        carrier.drop();
        keepNothing();
        seat.free();
        forgetIds();
        if (claim != null) {
            claim.release();
        }
        listener().onEnded(reason);
    }
}
