package dev.repod;

import dev.repod.internal.session.FlightRecorder;
import dev.repod.internal.session.LatestKey;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.session.Recovery;
import dev.repod.internal.session.ServerConnection;
import dev.repod.internal.session.ServerSessionListener;
import dev.repod.internal.session.Session;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one connection and its {@link Channel}: brings events from the I/O thread to the thread of the callbacks, which
 * are the same one unless the server has an {@code ioThread}, and sees to it that the channel ends once. It lives as long as the
 * channel does, from one link to the next.
 *
 * @param <C> the game's channel class
 */
final class ChannelBridge<C extends Channel<?>> implements ServerSessionListener {
    private final RunningServer<C> owner;
    private final int id;
    private final ServerConnection connection;
    private final @Nullable Message restored;
    private final @Nullable Object principal;
    private final Outlet outlet;
    private final @Nullable InboxBound inbox;
    private final @Nullable SavedState saved;

    /** Null until the channel is made, and for ever where it cannot be. Confined to the thread of the callbacks. */
    private @Nullable ChannelCalls<C> calls;

    /** Runs while there is no link. Confined to the I/O thread. */
    private IoLoop.@Nullable Timer window;

    private volatile InetSocketAddress address;
    private volatile boolean extended;
    private volatile boolean attached = true;
    private volatile boolean closing;
    private volatile @Nullable CloseReason closeReason;

    ChannelBridge(RunningServer<C> owner, int id, ServerConnection connection, @Nullable Message restored) {
        this.owner = owner;
        this.id = id;
        this.connection = connection;
        this.restored = restored;
        this.principal = connection.principal();
        this.address = connection.peerAddress();
        this.outlet = new Outlet(
                owner.io(),
                owner.encoder(),
                connection.carrier(),
                PeerLimits.of(owner.options().limits()),
                this::close);
        this.inbox = owner.callbackOrder().hasIoThread()
                ? new InboxBound(
                        connection.carrier()::link, owner.io(), owner.options().inboxBytes())
                : null;
        this.saved = owner.newSavedState();
    }

    // ---- what the channel asks for, from any thread

    int id() {
        return id;
    }

    @Nullable Object principal() {
        return principal;
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

    /** Whether what is sent now goes out now. */
    boolean isConnected() {
        return attached && isOpen();
    }

    boolean isExtended() {
        return extended;
    }

    @Nullable CloseReason closeReason() {
        return closeReason;
    }

    Duration rtt() {
        @Nullable Long nanos = connection.carrier().roundTripNanos();
        return nanos == null ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    FlightRecord flightRecord() {
        @Nullable FlightRecorder flight = connection.carrier().flight();
        return flight == null ? FlightRecord.EMPTY : flight.record();
    }

    int send(Message message) {
        return isOpen() ? outlet.send(message) : 0;
    }

    int send(Record message) {
        return isOpen() ? outlet.send(message) : 0;
    }

    int sendLatest(Message message, @Nullable Object key) {
        return isOpen() ? outlet.sendLatest(message, key) : 0;
    }

    int sendLatest(Record message, @Nullable Object key) {
        return isOpen() ? outlet.sendLatest(message, key) : 0;
    }

    int queuedBytes() {
        return isOpen() ? (int) Math.min(Integer.MAX_VALUE, outlet.queuedBytes() + owner.broadcastBytes()) : 0;
    }

    boolean isWritable() {
        if (isConnected()) {
            return outlet.isWritable(owner.broadcastBytes());
        }
        if (isOpen()) {
            outlet.awaitRoom();
        }
        return false;
    }

    /** Tells a client of a mistake; one that does not accept so much is not told: its limits are no mistake of the game's. */
    void answer(Message error) {
        if (isOpen()) {
            outlet.sendIfAccepted(error);
        }
    }

    /** One frame of a broadcast, on the I/O thread. False where the client does not accept so much. */
    boolean sendEncoded(byte[] frame, int length, int depth, @Nullable LatestKey latest) {
        return !isOpen() || outlet.sendEncoded(frame, length, depth, latest);
    }

    /** Ends the connection from this side; the callbacks follow once the running one has returned. */
    void close(CloseReason reason) {
        if (isOpen()) {
            closing = true;
            owner.onIo(() -> connection.close(reason, owner.io().nanoTime()));
        }
    }

    // ---- on the I/O thread

    @Override
    public void onExtended(PeerLimits limits) {
        outlet.peerLimits(limits);
        extended = true;
    }

    @Override
    public void onOpened() {
        owner.callbackOrder().inOrder(this::open);
    }

    @Override
    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        InboxBound bound = inbox;
        if (bound == null) {
            Session link = Objects.requireNonNull(connection.carrier().link());
            owner.callbacks().incoming().range(array, from, to, scan, link.nowNanos());
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
    public void onReadEnd() {
        if (inbox == null) {
            owner.callbacks().watch().endRead();
        }
    }

    @Override
    public void onDetached() {
        attached = false;
        window = owner.startWindow(connection::expire);
        owner.callbackOrder().inOrder(this::tellDetached);
    }

    @Override
    public void onResumed(InetSocketAddress newAddress, boolean isExtended) {
        stopWindow();
        address = newAddress;
        extended = isExtended;
        attached = true;
        if (inbox != null) {
            inbox.onNewLink();
        }
        owner.callbackOrder().inOrder(this::tellResumed);
    }

    @Override
    public void onWritable() {
        owner.callbackOrder().afterCallbacks(this::tellWritable);
    }

    private void stopWindow() {
        if (window != null) {
            window.cancel();
            window = null;
        }
    }

    @Override
    public void onRecovering(Recovery recovery, String newId) {
        owner.callbacks().loop().execute(() -> {
            byte[] answer = recovered(newId);
            owner.onIo(() -> recovery.finish(answer));
        });
    }

    @Override
    public void onIdsChanged() {
        if (saved != null) {
            List<String> keys = connection.keys().stream().map(Object::toString).toList();
            owner.callbackOrder().inOrder(() -> {
                saved.keys(keys);
                checkpoint();
            });
        }
    }

    @Override
    public void onEnded(CloseReason reason) {
        stopWindow();
        closeReason = reason;
        owner.onEnded(this);
        owner.callbackOrder().afterCallbacks(this::finish);
    }

    // ---- on the thread of the callbacks

    /** Makes the channel and tells the game. A channel that cannot be made ends the connection. */
    private void open() {
        ChannelCalls<C> made;
        try {
            made = owner.newChannelCalls(this);
        } catch (Throwable failure) {
            owner.callbacks().logFailure("channel_error", failure, address, null, null);
            close(CloseReason.of(CloseReason.Kind.REJECTED, "internal error"));
            return;
        }
        calls = made;
        if (restored != null) {
            made.run("restoreState", () -> made.channel().restoreState(restored));
        }
        owner.onOpened(made);
        checkpoint();
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

    private void tellDetached() {
        ChannelCalls<C> open = calls;
        if (open != null && closeReason == null) {
            owner.log().detached(open.channel());
            open.run("onDetached", open.channel()::onDetached);
            checkpoint();
        }
    }

    /** What has ended meanwhile is told of that, and of nothing after it. */
    private void tellResumed() {
        ChannelCalls<C> open = calls;
        if (open != null && closeReason == null) {
            owner.log().resumed(open.channel());
            open.run("onResumed", open.channel()::onResumed);
        }
    }

    /** One that is detached by now is told too: it asks, and is told again when it is back. */
    private void tellWritable() {
        ChannelCalls<C> open = calls;
        if (open != null && isOpen()) {
            open.run("onWritable", open.channel()::onWritable);
        }
    }

    /** Saves what the channel has to be saved, where there is a store and it has changed. */
    void checkpoint() {
        ChannelCalls<C> open = calls;
        if (saved != null && open != null) {
            open.run(
                    "saveState",
                    () -> saved.save(
                            open.channel().saveState(), owner.callbacks().nanoTime()));
        }
    }

    /** The same where the server stops. */
    void saveLast() {
        ChannelCalls<C> open = calls;
        if (saved != null && open != null) {
            open.run("saveState", () -> saved.saveLast(open.channel().saveState()));
        }
    }

    /** A state that cannot be made or sent is the game's mistake: its client comes back without one. */
    private byte[] recovered(String newId) {
        ChannelCalls<C> open = calls;
        byte @Nullable [] answer = open == null
                ? null
                : open.ask(
                        "saveState",
                        () -> PlainRecovery.recovered(open.channel().saveState(), newId));
        return answer == null ? PlainRecovery.recovered(null, newId) : answer;
    }

    private void finish() {
        ChannelCalls<C> open = calls;
        CloseReason reason = Objects.requireNonNull(closeReason);
        if (saved != null && reason.kind() != CloseReason.Kind.STOPPED) {
            saved.forget();
        }
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
