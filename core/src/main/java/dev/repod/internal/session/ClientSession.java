package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Resumption;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Welcome;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.PayloadScan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A client's side of one link: says HELLO, and finds out by itself what the server is, and whether it still has the session. */
public final class ClientSession extends Session {
    private static final byte[] CONNECTED = "connected".getBytes(StandardCharsets.UTF_8);

    /** For so long a server may go on to say that it is still finding out who this is. */
    private static final long MOST_AWAITED_NANOS = 60_000_000_000L;

    private final ClientSessionListener listener;
    private final SessionRequest request;

    /** What came before WELCOME, while a session is asked for; null once it is known what it was. */
    private @Nullable HeldBack beforeWelcome;

    private boolean greeted;
    private boolean opened;
    private boolean extended;
    private boolean anyFrame;

    /** The server is known to be one of this library, and WELCOME to come. */
    private boolean isAwaited;

    private long greetedNanos;

    private boolean isRefused;

    /** There is one, and this link carries it. */
    private boolean hasSession;

    /** Stands on a link that has just come up; {@link #greet} comes next. */
    public ClientSession(
            Link link,
            SessionConfig config,
            Workbench workbench,
            ClientSessionListener listener,
            SessionRequest request) {
        super(link, config, workbench);
        this.listener = listener;
        this.request = request;
        this.beforeWelcome = isResuming() ? new HeldBack() : null;
        upkeep.prove();
    }

    /** Such a client knows that the server was one of this library, and waits for its word. */
    private boolean isResuming() {
        return request.state() != null;
    }

    /** Sends HELLO, and says nothing of itself. */
    public void greet(long nowNanos) {
        greet(nowNanos, Introduction.NONE);
    }

    /** Sends HELLO. */
    public void greet(long nowNanos, Introduction self) {
        flight.begin(nowNanos);
        greetedNanos = nowNanos;
        frames.hello(outbound, PeerLimits.of(config.limits()), request, self);
        if (request.isWanted()) {
            outbound.count(config.replay());
        }
        link.flushSoon();
        upkeep.roundTrip().begin(nowNanos);
        deadlines.set(Due.CONNECTED, nowNanos + config.greetingTimeoutNanos());
        deadlines.arm();
    }

    @Override
    void onKnownLibraryFrame(LibraryFrame frame) {
        anyFrame = true;
        if (frame instanceof Welcome welcome) {
            onWelcome(welcome.said());
        } else if (frame instanceof Bye bye) {
            onBye(bye.reason());
        } else if (!opened && !isResuming()) {
            awaitWelcome();
        }
    }

    /** A plain server sends no such frames: this one has read HELLO, and takes its time to find out who this is. */
    private void awaitWelcome() {
        isAwaited = true;
        deadlines.clear(Due.GREETING);
        long leftNanos = greetedNanos + MOST_AWAITED_NANOS - nowNanos();
        deadlines.set(Due.CONNECTED, nowNanos() + Math.max(0, Math.min(config.greetingTimeoutNanos(), leftNanos)));
        deadlines.arm();
    }

    private void onWelcome(Greeting welcome) {
        if (extended) {
            return;
        }
        extended = true;
        upkeep.beginJudging(config.keepalive(), nowNanos());
        listener.onExtended(welcome.limits());
        SessionState state = request.state();
        if (isResuming() && opened && welcome.outcome() != Resumption.FRESH) {
            refuseLateResumption();
        } else if (state != null && welcome.outcome() == Resumption.RESUMED) {
            resume(state, welcome);
        } else {
            begin(welcome);
        }
    }

    /**
     * The server was taken for a plain one meanwhile, and the program told that its session is gone. The server is told as well: by
     * a goodbye, which ends what it has just resumed. The next link finds both as they should be.
     */
    private void refuseLateResumption() {
        frames.bye(outbound, CloseReason.of(Kind.CLOSED, ""));
        end(CloseReason.of(Kind.LOST, "the server resumed a session that had been given up"));
    }

    private void resume(SessionState state, Greeting welcome) {
        if (!state.backlog().covers(welcome.received())) {
            throw BrokenPeerException.protocolError("WELCOME says that " + welcome.received()
                    + " messages came in, of which " + state.backlog().written() + " were sent and "
                    + state.backlog().released() + " acknowledged");
        }
        beforeWelcome = null;
        hasSession = true;
        takeUp(state);
        // The first frame after WELCOME: by it the server knows that this client holds the new id.
        upkeep.tellReceived();
        sendAgain(state, welcome.received(), config.replay());
        byte[] id = welcome.session() == null ? request.id() : welcome.session();
        if (id != null) {
            listener.onSession(id, welcome.windowMillis());
        }
        open(Resumption.RESUMED);
    }

    /** The way from HELLO to WELCOME is the first that is measured; PINGs come later. */
    private void begin(Greeting welcome) {
        upkeep.roundTrip().onPong(1, nowNanos());
        byte[] id = welcome.session();
        if (id != null && request.isWanted()) {
            hasSession = true;
            upkeep.countReceived(0);
            outbound.keep(config.replay());
            listener.onSession(id, welcome.windowMillis());
        } else {
            outbound.keep(ReplayBounds.NOTHING);
        }
        open(isResuming() && welcome.outcome() != Resumption.RESUMED ? welcome.outcome() : Resumption.FRESH);
    }

    /**
     * A server that greets and sends away at once has let the client in: the program is told both. One that says that it does
     * not let it in has not.
     */
    private void onBye(CloseReason reason) {
        extended = true;
        isRefused = !opened && isRefusal(reason.kind());
        if (greeted && !isResuming() && !isRefused) {
            open(Resumption.FRESH);
        }
        end(reason.kind() == Kind.CLOSED ? CloseReason.of(Kind.PEER_CLOSED, reason.text()) : reason);
    }

    private static boolean isRefusal(Kind kind) {
        return kind == Kind.REJECTED || kind == Kind.LIMIT || kind == Kind.TIMED_OUT;
    }

    /** Whether the server has said that it does not let this client in. */
    public boolean isRefused() {
        return isRefused;
    }

    /** Who joins a server takes what it sends. */
    @Override
    boolean admits(int frameBytes) {
        return true;
    }

    @Override
    void leaving() {}

    @Override
    void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        boolean first = !anyFrame;
        anyFrame = true;
        if (first && isConnected(array, scan)) {
            greeted = true;
            // Somebody is there: the grace alone decides now, and may end after the time that was left for a sign.
            if (!isResuming()) {
                deadlines.clear(Due.CONNECTED);
                deadlines.set(Due.GREETING, nowNanos() + config.plainPeerGraceNanos());
                deadlines.arm();
            }
            return;
        }
        HeldBack held = beforeWelcome;
        if (held != null) {
            holdBack(held, array, from, to);
            return;
        }
        if (!extended && config.keepalive().plainPeers() && upkeep.isPlainSign(array, from, to, scan)) {
            return;
        }
        open(Resumption.FRESH);
        // What was told just now may have led the program to end it.
        if (isOpen()) {
            listener.onMessage(array, from, to, scan);
        }
    }

    /** It is for whom the server took this client before it had read HELLO; that one ends if the session goes on. */
    private void holdBack(HeldBack held, byte[] array, int from, int to) {
        held.add(array, from, to);
        if (held.bytes() > config.replay().bytes() && !request.insists()) {
            open(Resumption.FRESH);
        } else if (held.bytes() > config.replay().bytes()) {
            close(CloseReason.timedOut("WELCOME did not come", Duration.ZERO), nowNanos());
        }
    }

    private static boolean isConnected(byte[] array, PayloadScan scan) {
        return Arrays.equals(array, scan.actionFrom(), scan.actionTo(), CONNECTED, 0, CONNECTED.length);
    }

    private void open(Resumption outcome) {
        if (opened) {
            return;
        }
        opened = true;
        deadlines.clear(Due.GREETING);
        deadlines.clear(Due.CONNECTED);
        if (!extended) {
            outbound.keep(ReplayBounds.NOTHING);
            probe();
        }
        listener.onOpened(outcome);
        HeldBack held = beforeWelcome;
        beforeWelcome = null;
        if (held != null) {
            held.deliverTo(this);
        }
    }

    private void probe() {
        if (link.endsWhenUnacknowledged()) {
            upkeep.begin(Heartbeat.probing(), nowNanos());
        }
    }

    @Override
    void onUnknownLibraryFrame() {
        anyFrame = true;
    }

    @Override
    void onSkipped() {
        anyFrame = true;
    }

    @Override
    void checkGreeting(long nowNanos) {
        if (deadlines.passed(Due.GREETING, nowNanos)) {
            open(Resumption.FRESH);
        }
        if (deadlines.passed(Due.CONNECTED, nowNanos)) {
            giveUpOnWelcome(nowNanos);
        }
    }

    /**
     * A server that greeted and does not know HELLO is a plain one. One that has to have the session is none: this link leads
     * nowhere, another may.
     */
    private void giveUpOnWelcome(long nowNanos) {
        if (greeted && !request.insists() && !isAwaited) {
            open(Resumption.FRESH);
            return;
        }
        Duration waited = Duration.ofNanos(config.greetingTimeoutNanos());
        String what = greeted ? "WELCOME did not come" : "no greeting came";
        close(CloseReason.timedOut(what, waited), nowNanos);
    }

    @Override
    void giveSign(long nowNanos) {
        upkeep.ping(nowNanos);
    }

    /** A server that has not said what it is may be an extended one; a plain one skips the goodbye. */
    @Override
    void tell(CloseReason reason) {
        frames.bye(outbound, reason);
    }

    /** A server that was stopped may have saved the session for the one that comes after it. */
    @Override
    boolean leavesSession(CloseReason reason) {
        return hasSession
                && switch (reason.kind()) {
                    case LOST, TIMED_OUT, STOPPED -> true;
                    default -> false;
                };
    }

    @Override
    CloseReason reasonForEndOfInput() {
        return extended
                ? CloseReason.of(Kind.LOST, "the server ended without a goodbye")
                : CloseReason.of(Kind.PEER_CLOSED, "");
    }

    @Override
    void ended(CloseReason reason, @Nullable SessionState left) {
        listener.onEnded(reason, left);
    }

    @Override
    void gone() {
        listener.onGone();
    }
}
