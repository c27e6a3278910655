package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Hello;
import dev.repod.internal.session.LibraryFrame.Pong;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server's side of one link: greets at once, finds out by itself what the peer is, and carries a connection: a new one, or
 * one that {@link Arrival} finds.
 */
public final class ServerSession extends Session {
    private enum Peer {
        /** Nothing has come from it yet that tells. */
        UNKNOWN,
        PLAIN,
        EXTENDED
    }

    private final Door.Visit visit;
    private final ServerSessionHost host;

    /** Null where no connection outlives its link. */
    private final @Nullable Arrival arrival;

    private final @Nullable SessionTable table;

    private Peer peer = Peer.UNKNOWN;
    private PeerLimits peerLimits = PeerLimits.UNTOLD;

    /** Null until the program is told of one: at once without sessions, else when it is known whose it is. */
    private @Nullable ServerConnection connection;

    /** Of that connection. */
    private @Nullable ServerSessionListener listener;

    /** Not null while somebody is asked whose connection this is. */
    private @Nullable HeldBack heldBack;

    private boolean anyMessage;
    private volatile boolean over;

    /** Something has come by which the client shows that it has read WELCOME. */
    private boolean heard;

    /** The connection began on this link. */
    private boolean isFirstLink;

    /** Stands on an accepted link; {@link #greet} comes next. */
    public ServerSession(
            Link link,
            SessionConfig config,
            Workbench workbench,
            Door.Visit visit,
            ServerSessionHost host,
            @Nullable SessionTable table) {
        super(link, config, workbench);
        this.visit = visit;
        this.host = host;
        this.table = table;
        this.arrival = table == null ? null : new Arrival(this, table, host);
    }

    /** Sends the greeting, or says why it is not let in. */
    public void greet(long nowNanos) {
        if (visit.refusal() != null || (arrival == null && !visit.mayEnter())) {
            refuse(nowNanos);
            return;
        }
        frames.connected(outbound);
        link.flushSoon();
        deadlines.set(Due.GREETING, nowNanos + config.plainPeerGraceNanos());
        deadlines.arm(link);
        if (arrival == null) {
            connect(null).listener().onOpened();
        }
    }

    private void refuse(long atNanos) {
        CloseReason refusal = Objects.requireNonNull(visit.refusal());
        if (visit.isTold()) {
            close(refusal, atNanos);
        } else {
            dismiss(refusal, atNanos);
        }
    }

    // ---- for those who find out whose connection this is

    Door.Visit visit() {
        return visit;
    }

    /** Whether there may be a new connection. Where not, the peer is told, and the link has ended. */
    boolean mayConnect() {
        if (!visit.mayEnter()) {
            refuse(nowNanos());
        }
        return isOpen();
    }

    InetSocketAddress peerAddress() {
        return link.peerAddress();
    }

    boolean isExtended() {
        return peer == Peer.EXTENDED;
    }

    PeerLimits peerLimits() {
        return peerLimits;
    }

    @Nullable ServerConnection connection() {
        return connection;
    }

    /** Makes a new connection, of which the program is not told yet. */
    ServerConnection connect(@Nullable Object saved) {
        ServerConnection made = new ServerConnection(this, table, config.replay(), visit.takeSeat());
        made.listener(host.onConnection(made, saved));
        carry(made);
        isFirstLink = true;
        return made;
    }

    /** Carries that one from now on, which began on another link. */
    void carry(ServerConnection carried) {
        connection = carried;
        listener = carried.listener();
        isFirstLink = false;
    }

    void welcome(SessionAnswer answer) {
        frames.welcome(outbound, config, answer);
        link.flushSoon();
    }

    /** Goes on with what was not written on a plain peer's earlier link. What was written to it is not sent again. */
    void goOnPlain(SessionState left) {
        takeUp(left);
        upkeep.countNothing();
        sendAgain(left, left.backlog().written(), ReplayBounds.NOTHING);
    }

    /** Keeps messages until it is known for whom they are, and the rest with the client. */
    void holdBack() {
        heldBack = new HeldBack();
        deadlines.clear(Due.GREETING);
        setReading(false, nowNanos());
    }

    /** It is known whose the link is. Said before that one is told, who may have no room for more. */
    void readOn() {
        setReading(true, nowNanos());
    }

    void deliverHeldBack() {
        HeldBack held = Objects.requireNonNull(heldBack);
        heldBack = null;
        held.deliverTo(this);
    }

    /** Whether the link has not ended. From any thread. */
    boolean isThere() {
        return !over;
    }

    // ---- extended peers

    @Override
    void onLibraryFrame(LibraryFrame frame) {
        if (frame instanceof Hello hello) {
            onHello(hello.said());
            return;
        }
        if (frame instanceof Bye bye) {
            onBye(bye.reason());
        } else if (!(frame instanceof Pong)) {
            confirm();
        }
    }

    private void onHello(Greeting hello) {
        if (peer == Peer.EXTENDED) {
            return;
        }
        if (heldBack != null) {
            throw BrokenPeerException.protocolError("HELLO behind recover_session");
        }
        peer = Peer.EXTENDED;
        peerLimits = hello.limits();
        deadlines.clear(Due.GREETING);
        KeepaliveTimes times = config.keepalive();
        upkeep.begin(Heartbeat.judging(times.everyNanos(), times.deadAfterNanos()), nowNanos());
        if (arrival != null && hello.wantsSession()) {
            arrival.onHello(hello);
        } else {
            welcomeWithoutSession();
        }
    }

    private void welcomeWithoutSession() {
        ServerConnection early = connection;
        if (early == null && !mayConnect()) {
            return;
        }
        outbound.countNothing();
        welcome(SessionAnswer.NONE);
        if (early != null) {
            early.endWithLink();
            early.listener().onExtended(peerLimits);
        } else {
            ServerConnection made = connect(null);
            made.listener().onExtended(peerLimits);
            made.listener().onOpened();
        }
    }

    /** A client that heard nothing says so and leaves; that is no goodbye: it comes back, if it can know what to. */
    private void onBye(CloseReason reason) {
        boolean isLoss = reason.kind() == Kind.TIMED_OUT;
        if (isLoss && isFirstLink && !heard && connection != null) {
            connection.endWithLink();
        }
        end(CloseReason.of(isLoss ? Kind.LOST : Kind.PEER_CLOSED, reason.text()));
    }

    /**
     * The client shows that it has read WELCOME, and so holds the id that it was given there. It sends nothing before that but
     * BYE, and perhaps the answer to a PING.
     */
    private void confirm() {
        if (!heard && peer == Peer.EXTENDED) {
            heard = true;
            if (arrival != null && hasSession()) {
                arrival.confirm(Objects.requireNonNull(connection));
            }
        }
    }

    // ---- messages, and plain peers

    @Override
    boolean admits(int frameBytes) {
        Rates rates = upkeep.rates(workbench.rateRules(), nowNanos());
        return rates.passes(frameBytes, nowNanos(), workbench.pulse()) || rates.judge(frameBytes, this::onTooFast);
    }

    private void onTooFast(TooFast what) {
        if (what.step() == TooFast.Step.WARN && !what.isDryRun()) {
            frames.error(outbound, "too fast: " + what.text());
            link.flushSoon();
        }
        visit.tooFast(what);
    }

    @Override
    void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        HeldBack held = heldBack;
        if (held != null) {
            held.add(array, from, to);
            return;
        }
        confirm();
        if (peer != Peer.EXTENDED && isPlainPeersOwn(array, from, to, scan)) {
            return;
        }
        // What was told just now may have led the program to end it.
        if (isOpen()) {
            Objects.requireNonNull(listener).onMessage(array, from, to, scan);
        }
    }

    /** Whether it is a plain peer's message about its session, or a sign of life. An unknown peer is a plain one now. */
    private boolean isPlainPeersOwn(byte[] array, int from, int to, PayloadScan scan) {
        becomePlain();
        if (config.keepalive().plainPeers() && upkeep.isPlainSign(array, from, to, scan)) {
            return true;
        }
        boolean isFirst = !anyMessage;
        anyMessage = true;
        if (arrival != null && isFirst && PlainMessages.isRecovery(array, scan)) {
            arrival.recover(PlainMessages.sessionId(array, from, to));
            return true;
        }
        openPlain();
        return false;
    }

    private void becomePlain() {
        if (peer != Peer.UNKNOWN) {
            return;
        }
        peer = Peer.PLAIN;
        KeepaliveTimes times = config.keepalive();
        if (times.plainPeers()) {
            upkeep.begin(Heartbeat.judging(times.everyNanos(), times.plainDeadAfterNanos()), nowNanos());
        } else if (link.endsWhenUnacknowledged()) {
            upkeep.begin(Heartbeat.probing(), nowNanos());
        }
    }

    private void openPlain() {
        if (connection == null && arrival != null) {
            deadlines.clear(Due.GREETING);
            arrival.open();
        }
    }

    /** A plain peer sends no arrays, and an extended one may still say HELLO: it shows neither. */
    @Override
    void onUnknownLibraryFrame() {
        confirm();
    }

    @Override
    void onSkipped() {
        becomePlain();
    }

    @Override
    void checkGreeting(long nowNanos) {
        if (deadlines.passed(Due.GREETING, nowNanos)) {
            becomePlain();
            openPlain();
        }
    }

    @Override
    void giveSign(long nowNanos) {
        if (peer == Peer.PLAIN && config.keepalive().plainPeers()) {
            frames.message(outbound, PlainMessages.PING);
            link.flushSoon();
        } else {
            upkeep.ping(nowNanos);
        }
    }

    // ---- the end

    @Override
    boolean leavesSession(CloseReason reason) {
        return hasSession() && (reason.kind() == Kind.LOST || reason.kind() == Kind.TIMED_OUT);
    }

    private boolean hasSession() {
        return connection != null && connection.isResumable();
    }

    /** BYE first where both are said: an extended peer then knows its reason before it would see a stray error. */
    @Override
    void tell(CloseReason reason) {
        if (peer != Peer.PLAIN) {
            frames.bye(outbound, reason);
        }
        if (peer != Peer.EXTENDED && reason.kind() != Kind.CLOSED) {
            frames.error(outbound, PlainWords.of(reason));
        }
    }

    /** A plain peer's end is its goodbye, unless it has been given a session to come back to. */
    @Override
    CloseReason reasonForEndOfInput() {
        return peer == Peer.EXTENDED || hasSession()
                ? CloseReason.of(Kind.LOST, "the peer ended without a goodbye")
                : CloseReason.of(Kind.PEER_CLOSED, "");
    }

    @Override
    void leaving() {
        visit.leaving();
    }

    @Override
    void ended(CloseReason reason, @Nullable SessionState left) {
        over = true;
        visit.ended(reason, isAnyBytesSeen() && !upkeep.isAnyFrameSeen(), nowNanos());
        if (connection != null) {
            connection.onLinkEnded(this, reason, left);
        }
    }

    @Override
    void gone() {
        visit.left();
        host.onGone(this);
    }
}
