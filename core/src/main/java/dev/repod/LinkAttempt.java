package dev.repod;

import dev.repod.internal.session.ClientSession;
import dev.repod.internal.session.ClientSessionListener;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.session.SessionState;
import dev.repod.internal.session.Workbench;
import dev.repod.internal.transport.ConnectFailures;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.Network;
import dev.repod.internal.wire.PayloadScan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One attempt to connect and, where it succeeds, the link that it leads to, to its end. On the I/O thread. */
final class LinkAttempt implements ConnectListener, ClientSessionListener {
    private final LinkKeeper keeper;
    private final SessionConfig sessionConfig;

    private Network.@Nullable Attempt connecting;
    private @Nullable ClientSession session;
    private PeerLimits peerLimits = SendLimits.STANDARD;
    private boolean opened;
    private boolean extended;
    private boolean hasSession;

    LinkAttempt(LinkKeeper keeper, SessionConfig sessionConfig) {
        this.keeper = keeper;
        this.sessionConfig = sessionConfig;
    }

    void begin(Network.Attempt attempt) {
        connecting = attempt;
    }

    boolean isOpen() {
        return opened;
    }

    boolean isExtended() {
        return extended;
    }

    /** Whether the server has given the client a session on this link. */
    boolean hasSession() {
        return hasSession;
    }

    PeerLimits peerLimits() {
        return peerLimits;
    }

    /** Ends the link, or the attempt to make one. */
    void close(CloseReason reason) {
        if (session != null) {
            session.close(reason, keeper.nanoTime());
        } else if (connecting != null) {
            connecting.cancel();
            keeper.onGone(this);
        }
    }

    @Override
    public LinkListener onConnected(Link link, long nowNanos) {
        ClientSession made = new ClientSession(link, sessionConfig, new Workbench(), this, keeper.request());
        session = made;
        made.greet(nowNanos, keeper.introduction());
        return made;
    }

    @Override
    public void onFailed(ConnectionError error) {
        keeper.onFailed(this, error, reasonOf(error));
        keeper.onGone(this);
    }

    @Override
    public void onExtended(PeerLimits limits) {
        peerLimits = limits;
        extended = true;
        keeper.onExtended(this, limits);
    }

    @Override
    public void onSession(byte[] id, long windowMillis) {
        hasSession = true;
        keeper.onSession(this, id, windowMillis);
    }

    @Override
    public void onOpened(Resumption outcome) {
        opened = true;
        keeper.onOpened(this, Objects.requireNonNull(session), outcome);
    }

    @Override
    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        keeper.onMessage(this, Message.received(array, from, to, scan, keeper.maxFrameBytes()), to - from);
    }

    @Override
    public void onEnded(CloseReason reason, @Nullable SessionState left) {
        if (opened) {
            keeper.onLost(this, reason, left);
        } else {
            keeper.onFailed(this, notGreeted(reason), reason);
        }
    }

    @Override
    public void onGone() {
        keeper.onGone(this);
    }

    /** How a connection ends that was given up over such an error. */
    private static CloseReason reasonOf(ConnectionError error) {
        CloseReason.Kind kind = switch (error.kind()) {
            case TIMED_OUT -> CloseReason.Kind.TIMED_OUT;
            case REJECTED -> CloseReason.Kind.REJECTED;
            case PROTOCOL -> CloseReason.Kind.PROTOCOL_ERROR;
            default -> CloseReason.Kind.LOST;
        };
        return CloseReason.of(kind, error.detail());
    }

    /** What an end before the greeting means to one who wants to connect. */
    private ConnectionError notGreeted(CloseReason reason) {
        if (session != null && session.isRefused()) {
            return ConnectFailures.rejected(
                    keeper.host(), keeper.port(), Printable.of(reason.text(), PlayerText.LONGEST));
        }
        ConnectionError.Kind kind = switch (reason.kind()) {
            case TIMED_OUT -> ConnectionError.Kind.TIMED_OUT;
            case PROTOCOL_ERROR, LIMIT -> ConnectionError.Kind.PROTOCOL;
            case KICKED, REJECTED, STOPPED, SUPERSEDED, SLOW_CONSUMER -> ConnectionError.Kind.REJECTED;
            case CLOSED, PEER_CLOSED, LOST -> ConnectionError.Kind.OTHER;
        };
        String text = reason.text().isEmpty() ? "the server ended before its greeting" : reason.text();
        return ConnectFailures.error(kind, keeper.host(), keeper.port(), text);
    }
}
