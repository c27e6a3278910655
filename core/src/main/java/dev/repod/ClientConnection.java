package dev.repod;

import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.transport.Destination;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link Client} as its game sees it, from {@code connect} to its end, however many links carry it one after
 * the other: {@link LinkKeeper} sees to those, on the I/O thread, and tells the game through the inbox. For the game it has ended
 * when it has been told so, or has closed it; what still comes then is dropped.
 */
final class ClientConnection {
    /** How far the game has been told. ENDED is for ever. */
    private enum Told {
        NOTHING,
        CONNECTED,
        /** It was connected, and is being connected again. */
        AWAY,
        ENDED
    }

    private final Network network;
    private final Inbox inbox;
    private final Destination to;
    private final boolean reconnects;
    private final IoLoop io;
    private final LinkKeeper keeper;
    private final InboxBound inboxBound;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    private volatile boolean extended;

    /** Whether there is a link now that is open. */
    private volatile boolean linked;

    /** Whether what is sent while there is none is kept for the next. */
    private volatile boolean keeping;

    private volatile boolean ended;
    private volatile boolean closedByTheGame;
    private volatile Told told = Told.NOTHING;

    /**
     * The way out that the game knows of. A message that is sent before the game has been told that it has a fresh session was
     * meant for the one before, and is lost with it.
     */
    private volatile @Nullable Outlet outlet;

    ClientConnection(Network network, ClientOptions options, SessionConfig sessionConfig, Inbox inbox, Destination to) {
        this.network = network;
        this.inbox = inbox;
        this.to = to;
        this.reconnects = !options.reconnect().isNever();
        this.io = network.acquireClientLoop();
        this.keeper = new LinkKeeper(this, network, io, options, sessionConfig);
        this.inboxBound = new InboxBound(keeper::link, io, options.inboxBytes());
    }

    Destination to() {
        return to;
    }

    String host() {
        return to.host();
    }

    int port() {
        return to.port();
    }

    String where() {
        return to.toString();
    }

    /** Begins to connect; called once. */
    void begin() {
        io.execute(keeper::begin);
    }

    // ---- what the game asks for, from any thread

    boolean isOpen() {
        return told == Told.CONNECTED && linked && !ended;
    }

    boolean isExtended() {
        return extended;
    }

    boolean hasEndedForTheGame() {
        return told == Told.ENDED || closedByTheGame;
    }

    boolean isClosedByTheGame() {
        return closedByTheGame;
    }

    /** What it is doing, for a message to a game that wants it to do something else. */
    String doing() {
        return told == Told.CONNECTED ? "connected" : told == Told.AWAY ? "reconnecting" : "connecting";
    }

    long nanoTime() {
        return io.nanoTime();
    }

    Duration rtt() {
        Outlet known = outlet;
        @Nullable Long nanos = known == null ? null : known.roundTripNanos();
        return nanos == null ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    int send(Message message) {
        @Nullable Outlet open = openOutlet();
        return open == null ? notSent() : open.send(message);
    }

    int send(Record message) {
        @Nullable Outlet open = openOutlet();
        return open == null ? notSent() : open.send(message);
    }

    int sendLatest(Message message, @Nullable Object key) {
        @Nullable Outlet open = openOutlet();
        return open == null ? notSent() : open.sendLatest(message, key);
    }

    int sendLatest(Record message, @Nullable Object key) {
        @Nullable Outlet open = openOutlet();
        return open == null ? notSent() : open.sendLatest(message, key);
    }

    int queuedBytes() {
        @Nullable Outlet open = openOutlet();
        return open == null ? 0 : open.queuedBytes();
    }

    boolean isWritable() {
        @Nullable Outlet open = openOutlet();
        if (open == null) {
            return false;
        }
        if (isOpen()) {
            return open.isWritable(0);
        }
        open.awaitRoom();
        return false;
    }

    private @Nullable Outlet openOutlet() {
        boolean isTold = told == Told.CONNECTED || told == Told.AWAY;
        return isTold && !ended && (linked || keeping) ? outlet : null;
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
        inbox.add(Inbox.Entry.of(this, new Event.Disconnected(CloseReason.of(CloseReason.Kind.CLOSED, ""))));
        if (!gone.isDone()) {
            network.holdProgramUntil(gone);
            closeLater();
        }
    }

    private void closeLater() {
        try {
            io.execute(keeper::close);
        } catch (RejectedExecutionException ended) {
            Log.CLIENT.debug("the connection ended by itself just before it was closed", ended);
        }
    }

    /** On the game's thread: whether this entry is still to be told, which it then is. */
    boolean deliver(Inbox.Entry entry) {
        if (entry.bytes() > 0) {
            inboxBound.removed(entry.bytes());
        }
        if (told == Told.ENDED || (closedByTheGame && !isClosedByTheGame(entry.event()))) {
            return false;
        }
        if (entry.outlet() != null) {
            outlet = entry.outlet();
        }
        told = after(entry.event());
        return true;
    }

    private Told after(Event event) {
        if (event instanceof Event.Connected || event instanceof Event.Reconnected) {
            return Told.CONNECTED;
        }
        if (event instanceof Event.Reconnecting) {
            return told == Told.NOTHING ? Told.NOTHING : Told.AWAY;
        }
        boolean isEnd = event instanceof Event.Disconnected || (event instanceof Event.Failed && !reconnects);
        return isEnd ? Told.ENDED : told;
    }

    /** Only the game's own close gives this reason. */
    private static boolean isClosedByTheGame(Event event) {
        return event instanceof Event.Disconnected end && end.reason().kind() == CloseReason.Kind.CLOSED;
    }

    // ---- what the keeper of its links tells, on the I/O thread

    /** The server is one of this library, or a plain one, as far as is known. */
    void onOpened(boolean isExtended) {
        extended = isExtended;
    }

    /** A link is open. With it comes another way out, unless the session goes on. */
    void onLinked(Event event, @Nullable Outlet newOutlet) {
        linked = true;
        keeping = false;
        inbox.add(new Inbox.Entry(this, event, 0, newOutlet));
        inboxBound.onNewLink();
    }

    /** The link is lost. */
    void onUnlinked(boolean keepsOn) {
        keeping = keepsOn;
        linked = false;
    }

    void onEvent(Event event) {
        inbox.add(Inbox.Entry.of(this, event));
    }

    void onMessage(Message message, int bytes) {
        inboxBound.added(bytes);
        inbox.add(new Inbox.Entry(this, new Event.Received(message), bytes, null));
    }

    /** The last event of the connection; where the game has closed it, it is told already. */
    void onEnded(Event last) {
        ended = true;
        if (!closedByTheGame) {
            inbox.add(Inbox.Entry.of(this, last));
        }
    }

    /** No link is left, and none will come. */
    void onGone() {
        if (gone.complete(null)) {
            network.releaseClientLoop();
        }
    }
}
