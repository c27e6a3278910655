package dev.repod;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.session.ServerSession;
import dev.repod.internal.session.SessionListener;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one session and its {@link Channel}: brings events from the I/O thread to the thread of the callbacks, which
 * are the same one unless the server has an {@code ioThread}, and sees to it that the channel ends once.
 *
 * @param <C> the game's channel class
 */
final class ServerLink<C extends Channel<?>> implements SessionListener {
    private final RunningServer<C> owner;
    private final int id;
    private final InetSocketAddress address;
    private final ServerSession session;
    private final Outlet outlet;
    private final @Nullable InboxBound inbox;

    /** Null until the channel is made, and for ever where it cannot be. Confined to the thread of the callbacks. */
    private @Nullable ChannelCalls<C> calls;

    private volatile boolean extended;
    private volatile boolean closing;
    private volatile @Nullable CloseReason closeReason;

    ServerLink(RunningServer<C> owner, int id, Link link) {
        this.owner = owner;
        this.id = id;
        this.address = link.peerAddress();
        this.session = owner.newSession(link, this);
        this.outlet =
                new Outlet(owner.io(), session, PeerLimits.of(owner.options().limits()));
        this.inbox = owner.hasIoThread()
                ? new InboxBound(session, owner.io(), owner.options().inboxBytes())
                : null;
    }

    // ---- what the channel asks for, from any thread

    int id() {
        return id;
    }

    InetSocketAddress address() {
        return address;
    }

    Server<?> server() {
        return owner.server();
    }

    boolean isOpen() {
        return !closing && closeReason == null;
    }

    boolean isExtended() {
        return extended;
    }

    @Nullable CloseReason closeReason() {
        return closeReason;
    }

    int send(Message message) {
        return isOpen() ? outlet.send(message) : 0;
    }

    int send(Record message) {
        return isOpen() ? outlet.send(message) : 0;
    }

    /** Tells a client of a mistake; one that does not accept so much is not told: its limits are no mistake of the game's. */
    void answer(Message error) {
        if (isOpen()) {
            outlet.sendIfAccepted(error);
        }
    }

    /** One frame of a broadcast, on the I/O thread. False where the client does not accept so much. */
    boolean sendEncoded(byte[] frame, int length, int depth) {
        return !isOpen() || outlet.sendEncoded(frame, length, depth);
    }

    /** Ends the session from this side; the callbacks follow once the running one has returned. */
    void close(CloseReason reason) {
        if (isOpen()) {
            closing = true;
            owner.onIo(() -> session.close(reason, owner.io().nanoTime()));
        }
    }

    // ---- on the I/O thread

    ServerSession session() {
        return session;
    }

    @Override
    public void onExtended(PeerLimits limits) {
        outlet.peerLimits(limits);
        extended = true;
    }

    @Override
    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        InboxBound bound = inbox;
        if (bound == null) {
            owner.callbacks().incoming().range(array, from, to, scan, session.nowNanos());
            deliver();
            return;
        }
        Message message =
                Message.received(array, from, to, scan, owner.options().limits().maxFrameBytes());
        int bytes = to - from;
        bound.added(bytes);
        owner.callbacks().loop().execute(() -> {
            bound.removed(bytes);
            owner.callbacks().incoming().copy(message, owner.callbacks().nanoTime());
            deliver();
        });
    }

    @Override
    public void onEnded(CloseReason reason) {
        closeReason = reason;
        owner.callbacks().loop().execute(this::finish);
    }

    @Override
    public void onGone() {
        owner.onGone(this);
    }

    // ---- on the thread of the callbacks

    /** Makes the channel and tells the game. A channel that cannot be made ends the connection. */
    void open() {
        ChannelCalls<C> made;
        try {
            made = owner.newChannelCalls(this);
        } catch (Throwable failure) {
            GameErrors.log("channel_error", failure, address, null, null);
            close(CloseReason.of(CloseReason.Kind.REJECTED, "internal error"));
            return;
        }
        calls = made;
        owner.onOpened(made);
    }

    private void deliver() {
        ChannelCalls<C> open = calls;
        try {
            if (open != null && !closing) {
                open.deliver(owner.callbacks().incoming());
            }
        } finally {
            owner.callbacks().incoming().clear();
        }
    }

    private void finish() {
        ChannelCalls<C> open = calls;
        CloseReason reason = Objects.requireNonNull(closeReason);
        if (open != null) {
            owner.onClosed(open, reason);
        }
    }

    void logFailure(Throwable error) {
        ChannelCalls<C> open = calls;
        if (open != null) {
            open.logFailure(error);
        }
    }
}
