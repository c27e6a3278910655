package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
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
            refuse("authentication is required: send {action: authenticate, ...} first");
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
            CloseReason reason = CloseReason.of(Kind.REJECTED, misfit);
            vetter.onRefused(session.link.peerAddress(), reason);
            session.close(reason, session.nowNanos());
        }
        return misfit == null;
    }

    /** Asks who it is, and goes on with that once it is known. What comes meanwhile is held back. */
    void ask(Newcomer newcomer, Runnable then) {
        session.holdUp();
        vetter.vet(newcomer, (verdict, nowNanos) -> onVerdict(verdict, then, nowNanos));
        if (newcomer.isExtended() && isPending() && session.isOpen()) {
            // By it a client knows that this is a server of this library, which takes its time.
            session.upkeep.ping(session.nowNanos());
        }
    }

    /** The link may have ended meanwhile: then nobody is there to be let in. */
    private void onVerdict(Verdict verdict, Runnable then, long nowNanos) {
        if (!session.isOpen() || known) {
            return;
        }
        session.turnTo(nowNanos);
        Object principal = verdict.principal();
        if (principal == null) {
            refuse(String.valueOf(verdict.refusal()));
            return;
        }
        claim = claim(principal, nowNanos);
        if (claim == null) {
            refuse("already connected");
            return;
        }
        known = true;
        letOn();
        then.run();
    }

    private @Nullable Claim claim(Object principal, long nowNanos) {
        @Nullable Principals principals = vetter.principals();
        return principals == null
                ? new Claim(null, principal, session)
                : principals.claim(principal, session, nowNanos);
    }

    private void refuse(String text) {
        refuse(CloseReason.of(Kind.REJECTED, text));
    }

    /** It has not shown who it is. */
    private void refuse(CloseReason reason) {
        vetter.onRefused(session.link.peerAddress(), reason);
        visit.failed(session.nowNanos());
        session.close(reason, session.nowNanos());
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

    /** The link carries a connection, by whatever right. */
    void end() {
        release();
        if (isPending()) {
            known = true;
            letOn();
        }
    }

    /** The link is gone before it carried one, or carries one that was there. */
    void release() {
        if (claim != null) {
            claim.release();
            claim = null;
        }
    }
}
