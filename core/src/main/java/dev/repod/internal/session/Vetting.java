package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.limit.Door;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.wire.PayloadScan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One link's way in: what it has to show before the program hears of it. It ends when the link carries a connection.
 *
 * <p>Somebody is asked at most once, and in time; until there is an answer no frame may be larger than one that holds
 * credentials has to be.
 */
final class Vetting {
    /** The largest payload of somebody of whom nothing is known. */
    static final int MOST_FRAME_BYTES = 16 << 10;

    private final ServerSession session;
    private final Vetter vetter;
    private final Door.Visit visit;

    /** Not null once it is known who it is, until a connection holds it. */
    private @Nullable Claim claim;

    private boolean known;

    /** Somebody has been asked, and has not answered. */
    private boolean isAsked;

    private boolean suspended;

    Vetting(ServerSession session, Vetter vetter, Door.Visit visit) {
        this.session = session;
        this.vetter = vetter;
        this.visit = visit;
    }

    /** The link is up. */
    void begin(long nowNanos) {
        if (vetter.asksForCredentials()) {
            session.intake.limitFrames(
                    Math.min(MOST_FRAME_BYTES, session.config.limits().maxFrameBytes()));
            session.deadlines.set(Due.AUTHENTICATED, nowNanos + vetter.timeoutNanos());
        }
    }

    /** Whether it has still to be found out who it is. */
    boolean isPending() {
        return vetter.asksForCredentials() && !known;
    }

    void checkDeadline(long nowNanos) {
        if (session.deadlines.passed(Due.AUTHENTICATED, nowNanos)) {
            refuse(CloseReason.timedOut("authentication was not complete", Duration.ofNanos(vetter.timeoutNanos())));
        }
    }

    /** A message of a plain peer: only one gets it in. */
    void onPlain(byte[] array, int from, int to, PayloadScan scan) {
        if (!PlainMessages.isAuthentication(array, scan)) {
            refuse(rejected("authentication is required: send {action: authenticate, ...} first"));
            return;
        }
        Newcomer newcomer = Newcomer.of(array, from, to, session.link.peerAddress());
        if (fits(newcomer)) {
            ask(newcomer, this::openPlain);
        }
    }

    /** What it says next is its first message. */
    private void openPlain() {
        session.frames.message(session.outbound, "authenticated");
        session.link.flushSoon();
        session.plain.openFresh();
    }

    /** Whether its game is one that may come in. One that is not is told so. */
    boolean fits(Newcomer newcomer) {
        @Nullable String misfit = vetter.misfit(newcomer);
        if (misfit != null) {
            turnAway(rejected(misfit));
        }
        return misfit == null;
    }

    /** Asks who it is, and goes on with that once it is known. What comes meanwhile is held back. */
    void ask(Newcomer newcomer, Runnable then) {
        session.holdUp();
        isAsked = true;
        visit.asked();
        vetter.vet(newcomer, session::isThere, (verdict, nowNanos) -> {
            visit.answered();
            session.later(nowNanos, () -> onVerdict(verdict, then));
        });
        if (newcomer.isExtended() && isPending() && session.isOpen()) {
            // By it a client knows that this is a server of this library, which takes its time.
            session.upkeep.ping(session.nowNanos());
        }
    }

    private void onVerdict(Verdict verdict, Runnable then) {
        if (known) {
            return;
        }
        isAsked = false;
        Object principal = verdict.principal();
        if (principal == null) {
            CloseReason reason = rejected(String.valueOf(verdict.refusal()));
            if (verdict.isPeersFault()) {
                refuse(reason);
            } else {
                turnAway(reason);
            }
            return;
        }
        if (!mayEnter(principal)) {
            return;
        }
        claim = claim(principal, session.nowNanos());
        if (claim == null) {
            turnAway(rejected("already connected"));
            return;
        }
        known = true;
        session.upkeep.prove();
        letOn();
        then.run();
    }

    /** Whom it takes the place of is sent away only for one who may come in. One who may not is told. */
    private boolean mayEnter(Object principal) {
        @Nullable Principals principals = vetter.principals();
        @Nullable Claim before = principals == null ? null : principals.holder(principal);
        return visit.mayEnterInPlaceOf(before == null ? null : before.seat()) || session.mayConnect();
    }

    private @Nullable Claim claim(Object principal, long nowNanos) {
        @Nullable Principals principals = vetter.principals();
        return principals == null
                ? new Claim(null, principal, session)
                : principals.claim(principal, session, nowNanos);
    }

    /** It has not shown who it is. */
    private void refuse(CloseReason reason) {
        visit.failed(session.nowNanos());
        turnAway(reason);
    }

    /** It may not come in, and may come again as often as it likes. */
    private void turnAway(CloseReason reason) {
        vetter.onRefused(session.link.peerAddress(), reason);
        session.close(reason, session.nowNanos());
    }

    private static CloseReason rejected(String text) {
        return CloseReason.of(Kind.REJECTED, text);
    }

    private void letOn() {
        session.deadlines.clear(Due.AUTHENTICATED);
        session.intake.limitFrames(session.config.limits().maxFrameBytes());
        session.readOn();
    }

    /** A connection holds it from now on. Null where nobody had to say who it is. */
    @Nullable Claim takeClaim() {
        Claim taken = claim;
        claim = null;
        return taken;
    }

    /** By the id of a session it is known who it is, and only the program is asked for its state. */
    void suspend() {
        suspended = isPending();
        session.deadlines.clear(Due.AUTHENTICATED);
    }

    /** That came to nothing: it has to say who it is after all. */
    void goOn() {
        if (suspended && isPending()) {
            begin(session.nowNanos());
        }
        suspended = false;
    }

    /** The link carries a connection, by whatever right. */
    void end() {
        isAsked = false;
        release();
        if (isPending()) {
            known = true;
            letOn();
        }
    }

    /** The link has ended. Who leaves before it is known who that is has cost as much as who is refused. */
    void ended(long nowNanos) {
        if (isAsked) {
            visit.failed(nowNanos);
        }
        release();
    }

    private void release() {
        if (claim != null) {
            claim.release();
            claim = null;
        }
    }
}
