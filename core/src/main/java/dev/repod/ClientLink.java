package dev.repod;

import dev.repod.internal.session.ClientSession;
import dev.repod.internal.session.ClientSessionListener;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.session.Workbench;
import dev.repod.internal.transport.ConnectFailures;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import dev.repod.internal.wire.PayloadScan;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link Client}, from {@code connect} to its end: lives on the I/O thread, tells the game through the
 * inbox. For the game it has ended when it has been told so, or has closed it; what still comes then is dropped.
 */
final class ClientLink implements ConnectListener, ClientSessionListener {
    /** How far the game has been told. Later states never go back. */
    private enum Told {
        NOTHING,
        CONNECTED,
        ENDED
    }

    private final Network network;
    private final ClientOptions options;
    private final SessionConfig sessionConfig;
    private final Inbox inbox;
    private final String host;
    private final int port;
    private final IoLoop io;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    private Network.@Nullable Attempt attempt;
    private @Nullable ClientSession session;
    private boolean opened;

    private volatile @Nullable Outlet outlet;
    private volatile @Nullable InboxBound inboxBound;
    private volatile boolean extended;
    private volatile boolean ended;
    private volatile boolean closedByTheGame;
    private volatile Told told = Told.NOTHING;

    ClientLink(
            Network network, ClientOptions options, SessionConfig sessionConfig, Inbox inbox, String host, int port) {
        this.network = network;
        this.options = options;
        this.sessionConfig = sessionConfig;
        this.inbox = inbox;
        this.host = host;
        this.port = port;
        this.io = network.acquireClientLoop();
    }

    String where() {
        return host + ":" + port;
    }

    /** Begins to connect; called once. */
    void begin() {
        ClientLog.connecting(host, port);
        io.execute(() -> {
            if (closedByTheGame) {
                onGone();
            } else {
                attempt =
                        network.connect(io, host, port, options.connectTimeout().toNanos(), this);
            }
        });
    }

    // ---- what the game asks for, from any thread

    boolean isOpen() {
        return told == Told.CONNECTED && !ended;
    }

    boolean isExtended() {
        return extended;
    }

    boolean hasEndedForTheGame() {
        return told == Told.ENDED || closedByTheGame;
    }

    int send(Message message) {
        Outlet open = outlet;
        return isOpen() && open != null ? open.send(message) : notSent();
    }

    int send(Record message) {
        Outlet open = outlet;
        return isOpen() && open != null ? open.send(message) : notSent();
    }

    private int notSent() {
        if (told == Told.NOTHING && !closedByTheGame && warned.compareAndSet(false, true)) {
            warnNotConnected();
        }
        return 0;
    }

    static int warnNotConnected() {
        Log.CLIENT
                .atWarn()
                .addKeyValue("advice", "send in onConnected() or later")
                .log("send_before_connected");
        return 0;
    }

    /** Drops what was not delivered, says goodbye, and keeps the program alive until that is flushed. */
    void closeByTheGame() {
        if (hasEndedForTheGame()) {
            return;
        }
        closedByTheGame = true;
        ended = true;
        CloseReason reason = CloseReason.of(CloseReason.Kind.CLOSED, "");
        inbox.add(new Inbox.Entry(this, new Event.Disconnected(reason), 0));
        if (!gone.isDone()) {
            network.holdProgramUntil(gone);
            closeLater(reason);
        }
    }

    private void closeLater(CloseReason reason) {
        try {
            io.execute(() -> closeOnIo(reason));
        } catch (RejectedExecutionException ended) {
            Log.CLIENT.debug("the connection ended by itself just before it was closed", ended);
        }
    }

    private void closeOnIo(CloseReason reason) {
        ClientSession open = session;
        if (open != null) {
            open.close(reason, io.nanoTime());
        } else if (attempt != null) {
            attempt.cancel();
            onGone();
        }
    }

    /** On the game's thread: whether this entry is still to be told, which it then is. */
    boolean deliver(Inbox.Entry entry) {
        InboxBound bound = inboxBound;
        if (entry.bytes() > 0 && bound != null) {
            bound.removed(entry.bytes());
        }
        if (told == Told.ENDED || (closedByTheGame && !isClosedByTheGame(entry.event()))) {
            return false;
        }
        if (entry.event() instanceof Event.Connected) {
            told = Told.CONNECTED;
        } else if (!(entry.event() instanceof Event.Received)) {
            told = Told.ENDED;
        }
        return true;
    }

    /** Only the game's own close gives this reason. */
    private static boolean isClosedByTheGame(Event event) {
        return event instanceof Event.Disconnected end && end.reason().kind() == CloseReason.Kind.CLOSED;
    }

    // ---- what the network and the session tell, on the I/O thread

    @Override
    public LinkListener onConnected(Link link, long nowNanos) {
        ClientSession made = new ClientSession(link, sessionConfig, new Workbench(), this);
        session = made;
        outlet = new Outlet(io, made, PeerLimits.of(options.limits()));
        inboxBound = new InboxBound(made, io, options.inboxBytes());
        made.greet(nowNanos);
        return made;
    }

    @Override
    public void onFailed(ConnectionError error) {
        tellFailed(error);
        onGone();
    }

    private void tellFailed(ConnectionError error) {
        ended = true;
        ClientLog.failed(host, port, error);
        inbox.add(new Inbox.Entry(this, new Event.Failed(error), 0));
    }

    @Override
    public void onExtended(PeerLimits limits) {
        Objects.requireNonNull(outlet).peerLimits(limits);
        extended = true;
    }

    @Override
    public void onOpened() {
        opened = true;
        ClientLog.connected(host, port);
        inbox.add(new Inbox.Entry(this, new Event.Connected(), 0));
    }

    @Override
    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        Message message =
                Message.received(array, from, to, scan, options.limits().maxFrameBytes());
        Objects.requireNonNull(inboxBound).added(to - from);
        inbox.add(new Inbox.Entry(this, new Event.Received(message), to - from));
    }

    @Override
    public void onEnded(CloseReason reason) {
        if (closedByTheGame) {
            return;
        }
        if (!opened) {
            tellFailed(notGreeted(reason));
            return;
        }
        ended = true;
        ClientLog.disconnected(host, port, reason);
        inbox.add(new Inbox.Entry(this, new Event.Disconnected(reason), 0));
    }

    @Override
    public void onGone() {
        if (gone.complete(null)) {
            network.releaseClientLoop();
        }
    }

    /** What an end before the greeting means to one who wants to connect. */
    private ConnectionError notGreeted(CloseReason reason) {
        ConnectionError.Kind kind = switch (reason.kind()) {
            case TIMED_OUT -> ConnectionError.Kind.TIMED_OUT;
            case PROTOCOL_ERROR, LIMIT -> ConnectionError.Kind.PROTOCOL;
            case KICKED, REJECTED, STOPPED, SUPERSEDED, SLOW_CONSUMER -> ConnectionError.Kind.REJECTED;
            case CLOSED, PEER_CLOSED, LOST -> ConnectionError.Kind.OTHER;
        };
        String text = reason.text().isEmpty() ? "the server ended before its greeting" : reason.text();
        return ConnectFailures.error(kind, host, port, text);
    }
}
