package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.limit.Door;
import dev.repod.internal.limit.Rates;
import dev.repod.internal.limit.TooFast;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Hello;
import dev.repod.internal.session.LibraryFrame.Pong;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.PayloadScan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server's side of one link: greets at once, finds out by itself what the peer is, and carries a connection: a new one, or
 * one that {@link Arrival} finds.
 */
public final class ServerSession extends Session {
    final Door.Visit visit;
    private final ServerSessionHost host;

    /** Null where no connection outlives its link. */
    private final @Nullable Arrival arrival;

    private final @Nullable SessionTable table;

    private PeerKind peer = PeerKind.UNKNOWN;
    private PeerLimits peerLimits = PeerLimits.UNTOLD;

    /** Null until the program is told of one: at once without sessions, else when it is known whose it is. */
    private @Nullable ServerConnection connection;

    /** Of that connection. */
    private @Nullable ServerSessionListener listener;

    /** Null where everyone is let in. */
    private final @Nullable Vetting vetting;

    final PlainSide plain;

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
        @Nullable Vetter vetter = host.vetter();
        this.vetting = vetter == null ? null : new Vetting(this, vetter, visit);
        this.plain = new PlainSide(this, arrival, vetting);
    }

    /** Sends the greeting, or says why it is not let in. */
    public void greet(long nowNanos) {
        flight.begin(nowNanos);
        boolean isOpenToAll = arrival == null && vetting == null;
        if (visit.refusal() != null || (isOpenToAll && !visit.mayEnter())) {
            refuse(nowNanos);
            return;
        }
        frames.connected(outbound);
        link.flushSoon();
        deadlines.set(Due.GREETING, nowNanos + config.plainPeerGraceNanos());
        visit.heldBy(this::close);
        if (vetting != null) {
            vetting.begin(nowNanos);
        }
        deadlines.arm();
        if (isOpenToAll) {
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

    /** Whether there may be a new connection. Where not, the peer is told, and the link has ended. */
    boolean mayConnect() {
        if (!visit.mayEnter()) {
            refuse(nowNanos());
        }
        return isOpen();
    }

    boolean isExtended() {
        return peer == PeerKind.EXTENDED;
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
        made.claim(takeClaim());
        made.listener(host.onConnection(made, saved));
        carry(made);
        isFirstLink = true;
        return made;
    }

    /** Of the one that it takes the place of, or of the one who has just been let in. */
    private @Nullable Claim takeClaim() {
        return connection != null ? connection.takeClaim() : vetting == null ? null : vetting.takeClaim();
    }

    /** Carries that one from now on, which began on another link. */
    void carry(ServerConnection carried) {
        if (vetting != null) {
            vetting.end();
        }
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
        holdUp();
        setReading(false, nowNanos());
    }

    /** Keeps messages and reads on, so that the end of the link is seen when it comes. */
    void holdUp() {
        intake.holdBack();
        deadlines.clear(Due.GREETING);
    }

    // ---- for those who find out who is there

    /** Whether it is known who is there, as far as it has to be. */
    boolean isVetted() {
        return vetting == null || !vetting.isPending();
    }

    /** Goes on once it is known who has said HELLO. */
    void vet(Greeting hello, Runnable then) {
        if (vetting == null || isVetted()) {
            then.run();
        } else {
            vetting.ask(Newcomer.of(hello, link.peerAddress()), then);
        }
    }

    /** What is asked for meanwhile is not who is there. */
    void suspendVetting() {
        if (vetting != null) {
            vetting.suspend();
        }
    }

    void goOnVetting() {
        if (vetting != null) {
            vetting.goOn();
            deadlines.arm();
        }
    }

    /** It is known whose the link is. Said before that one is told, who may have no room for more. */
    void readOn() {
        setReading(true, nowNanos());
    }

    /** Whether the link has not ended. From any thread. */
    boolean isThere() {
        return !over;
    }

    // ---- extended peers

    @Override
    void onKnownLibraryFrame(LibraryFrame frame) {
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
        if (peer == PeerKind.EXTENDED) {
            return;
        }
        if (intake.isHoldingBack()) {
            throw BrokenPeerException.protocolError(
                    "HELLO behind recover_session" + (vetting == null ? "" : " or authenticate"));
        }
        peer = PeerKind.EXTENDED;
        peerLimits = hello.limits();
        deadlines.clear(Due.GREETING);
        upkeep.beginJudging(config.keepalive(), nowNanos());
        if (vetting != null && !vetting.fits(Newcomer.of(hello, link.peerAddress()))) {
            return;
        }
        if (arrival != null && hello.wantsSession()) {
            arrival.onHello(hello);
        } else {
            vet(hello, () -> Arrival.welcomeWithoutSession(this));
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
        if (!heard && peer == PeerKind.EXTENDED) {
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
        confirm();
        becomePlain();
        if (peer != PeerKind.EXTENDED && plain.takes(array, from, to, scan)) {
            return;
        }
        // What was told just now may have led the program to end it.
        if (isOpen()) {
            Objects.requireNonNull(listener).onMessage(array, from, to, scan);
        }
    }

    @Override
    void onReadEnd() {
        if (listener != null) {
            listener.onReadEnd();
        }
    }

    /** An unknown peer is a plain one now. */
    private void becomePlain() {
        if (peer != PeerKind.UNKNOWN) {
            return;
        }
        peer = PeerKind.PLAIN;
        upkeep.beginPlain(config.keepalive(), nowNanos());
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
        if (vetting != null) {
            vetting.checkDeadline(nowNanos);
        }
        if (deadlines.passed(Due.GREETING, nowNanos)) {
            becomePlain();
            plain.open();
        }
    }

    @Override
    void giveSign(long nowNanos) {
        if (peer == PeerKind.PLAIN && config.keepalive().plainPeers()) {
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
        if (peer != PeerKind.PLAIN) {
            frames.bye(outbound, reason);
        }
        if (peer != PeerKind.EXTENDED && reason.kind() != Kind.CLOSED) {
            frames.error(outbound, PlainWords.of(reason));
        }
    }

    /** A plain peer's end is its goodbye, unless it has been given a session to come back to. */
    @Override
    CloseReason reasonForEndOfInput() {
        return peer == PeerKind.EXTENDED || hasSession()
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
        visit.ended(reason, intake.isOfStranger(), nowNanos());
        if (vetting != null) {
            vetting.ended(nowNanos());
        }
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
