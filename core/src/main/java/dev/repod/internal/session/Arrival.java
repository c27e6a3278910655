package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Resumption;
import dev.repod.internal.wire.BrokenPeerException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose connection a link of a server with sessions carries: a new one, or one whose client has come back to it, by
 * HELLO or, as a plain peer, by a message. A connection that the link had meanwhile gives way to the one that was there before.
 */
final class Arrival {
    private final ServerSession session;
    private final SessionTable table;
    private final ServerSessionHost host;

    Arrival(ServerSession session, SessionTable table, ServerSessionHost host) {
        this.session = session;
        this.table = table;
        this.host = host;
    }

    // ---- extended peers

    /** A client has said HELLO that takes no part in sessions, or comes to a server without them. */
    static void welcomeWithoutSession(ServerSession session) {
        ServerConnection early = session.connection();
        if (early == null && !session.mayConnect()) {
            return;
        }
        session.outbound.countNothing();
        session.welcome(SessionAnswer.NONE);
        if (early != null) {
            early.endWithLink();
            early.listener().onExtended(session.peerLimits());
        } else {
            ServerConnection made = session.connect(null);
            made.listener().onExtended(session.peerLimits());
            made.listener().onOpened();
        }
        session.intake.deliverHeldBack();
    }

    /** A client that takes part in sessions has said HELLO. */
    void onHello(Greeting hello) {
        if (!hello.namesSession()) {
            vet(hello, this::welcomeAfresh);
            return;
        }
        byte[] id = hello.session() == null ? new byte[0] : hello.session();
        @Nullable ServerConnection old = table.find(id);
        @Nullable CloseReason epitaph = table.epitaph(id, session.nowNanos());
        if (old != null && old != session.connection()) {
            resume(old, hello, id);
        } else if (epitaph != null) {
            session.close(epitaph, session.nowNanos());
        } else {
            onStrangeId(hello, id);
        }
    }

    /** Goes on when it is known who the client is. What it sends meanwhile counts. */
    private void vet(Greeting hello, Runnable then) {
        session.upkeep.countReceived(0);
        session.vet(hello, then);
    }

    private void resume(ServerConnection old, Greeting hello, byte[] id) {
        boolean isRestored = ids(old).isRestoredBy(SessionKey.of(id));
        long received = isRestored ? 0 : hello.received();
        if (received > old.written()) {
            throw BrokenPeerException.protocolError(
                    "HELLO says that " + received + " messages came in, of which " + old.written() + " were sent");
        }
        boolean isNewest = ids(old).isNewest(SessionKey.of(id));
        @Nullable SessionState left = old.leaveLink(isNewest, session.nowNanos());
        if (!session.isOpen()) {
            return; // the program ended it upon hearing that the other one left its link
        }
        if (left == null || !left.backlog().covers(received) || (!isRestored && left.received() < hello.resendFrom())) {
            old.finish(CloseReason.of(Kind.LOST, "what was missed is not kept any more"));
            vet(hello, this::welcomeAfresh);
            return;
        }
        byte[] next = table.renew(old, ids(old), id);
        Resumption outcome = isRestored ? Resumption.RESTORED : Resumption.RESUMED;
        session.welcome(new SessionAnswer(outcome, next, left.received(), table.windowMillis()));
        session.takeUp(left);
        session.sendAgain(left, received, session.config.replay());
        takeOver(old);
    }

    /** Nobody here has that id; somebody who ran before may have left something for it. */
    private void onStrangeId(Greeting hello, byte[] id) {
        table.onFailure(session.link.peerAddress(), session.nowNanos());
        vet(hello, () -> load(id));
    }

    private void load(byte[] id) {
        if (table.load(id, taker(saved -> onLoaded(id, saved)))) {
            session.holdBack();
        } else {
            welcomeAfresh();
        }
    }

    private void onLoaded(byte[] id, @Nullable Object saved) {
        session.readOn();
        if (saved == null) {
            welcomeAfresh();
        } else if (session.connection() != null || session.mayConnect()) {
            ServerConnection made = connectInstead(saved);
            welcome(made, Resumption.RESTORED, table.admitRestored(made, id));
            made.listener().onOpened();
            session.intake.deliverHeldBack();
        }
    }

    /** While the link waits, another one may come for the same state. */
    private SavedStates.Taker taker(Consumer<@Nullable Object> take) {
        return SavedStates.taker(
                session::isThere,
                () -> session.close(
                        CloseReason.of(Kind.SUPERSEDED, "the session went on over another link"), session.nowNanos()),
                saved -> session.later(session.nowNanos(), () -> take.accept(saved)));
    }

    /** A new connection with what was saved, in place of the one that the link had meanwhile. */
    private ServerConnection connectInstead(Object saved) {
        ServerConnection early = session.connection();
        ServerConnection made = session.connect(saved);
        if (early != null) {
            early.finish(CloseReason.of(Kind.SUPERSEDED, "the client went back to its session"));
        }
        return made;
    }

    /** Gives the client a session: that of a new connection, or of the one that it has had while it was taken for a plain peer. */
    private void welcomeAfresh() {
        if (!session.isOpen()) {
            return;
        }
        ServerConnection early = session.connection();
        if (early == null && !session.mayConnect()) {
            return;
        }
        ServerConnection mine = early == null ? session.connect(null) : early;
        welcome(mine, Resumption.FRESH, table.admit(mine));
        if (early == null) {
            mine.listener().onOpened();
        }
        session.intake.deliverHeldBack();
    }

    private void welcome(ServerConnection mine, Resumption outcome, byte[] id) {
        long received = session.upkeep.received();
        session.welcome(new SessionAnswer(outcome, id, received, table.windowMillis()));
        session.outbound.count(session.config.replay());
        session.upkeep.countReceived(received);
        mine.listener().onIdsChanged();
        mine.listener().onExtended(session.peerLimits());
    }

    // ---- plain peers

    /** A new connection for a plain peer, which is told the id of its session before anything else. */
    void open() {
        if (!session.mayConnect()) {
            return;
        }
        ServerConnection made = session.connect(null);
        tellCreated(made);
        session.outbound.count(ReplayBounds.NOTHING);
        made.listener().onOpened();
    }

    private void tellCreated(ServerConnection mine) {
        byte[] id = table.admit(mine);
        session.frames.message(session.outbound, "session_created", "session_id", SessionTable.text(id));
        session.link.flushSoon();
        mine.listener().onIdsChanged();
    }

    /** A plain peer asks for its session, by the id in that text. */
    void recover(String text) {
        byte[] id = SessionTable.parse(text);
        @Nullable ServerConnection old = table.find(id);
        if (old == null || old == session.connection()) {
            onStrangePlainId(id);
        } else if (old.leaveLink(true, session.nowNanos()) == null) {
            failRecovery();
        } else if (session.isOpen()) {
            byte[] next = table.renew(old, ids(old), id);
            session.holdBack();
            session.suspendVetting();
            old.listener()
                    .onRecovering(
                            answer -> session.later(session.nowNanos(), () -> onRecovered(old, answer)),
                            SessionTable.text(next));
        }
    }

    /** The program has said what its state is; meanwhile the connection may have ended, or gone to yet another link. */
    private void onRecovered(ServerConnection old, byte[] answer) {
        session.readOn();
        @Nullable SessionState left = old.leaveLink(true, session.nowNanos());
        if (left == null) {
            failRecovery();
        } else if (session.isOpen()) {
            session.send(answer, 0, answer.length);
            // A peer that takes nothing may just have been sent one frame too many: then the session waits on for its
            // client.
            if (session.isOpen()) {
                session.goOnPlain(left);
                takeOver(old);
            }
        }
        session.intake.deliverHeldBack();
    }

    private void onStrangePlainId(byte[] id) {
        table.onFailure(session.link.peerAddress(), session.nowNanos());
        if (!session.isVetted()) {
            failRecovery(); // what was saved is found by the same message once it is known who it is
        } else if (table.load(id, taker(saved -> onPlainLoaded(id, saved)))) {
            session.holdBack();
        } else {
            failRecovery();
        }
    }

    private void onPlainLoaded(byte[] id, @Nullable Object saved) {
        session.readOn();
        if (saved == null) {
            failRecovery();
        } else if (session.connection() != null || session.mayConnect()) {
            ServerConnection made = connectInstead(saved);
            byte[] answer = host.recovered(saved, SessionTable.text(table.admitRestored(made, id)));
            session.send(answer, 0, answer.length);
            if (session.isOpen()) {
                session.outbound.count(ReplayBounds.NOTHING);
                made.listener().onIdsChanged();
                made.listener().onOpened();
            }
        }
        session.intake.deliverHeldBack();
    }

    /** In this order: upon the failure a client forgets the id that it has. */
    private void failRecovery() {
        if (!session.isOpen()) {
            return;
        }
        session.frames.message(session.outbound, "recovery_failed");
        session.link.flushSoon();
        ServerConnection mine = session.connection();
        if (mine != null) {
            tellCreated(mine);
        } else if (session.isVetted()) {
            open();
        } else {
            session.goOnVetting();
        }
    }

    // ---- both

    /**
     * The link carries that connection from now on; one that it had meanwhile ends. Last of all the program is told, which may
     * end it upon that.
     */
    private void takeOver(ServerConnection old) {
        ServerConnection early = session.connection();
        // Whoever had the link before may have had no room for more; this one's room is looked at when it is told.
        session.readOn();
        session.carry(old);
        old.resumeOn(session);
        if (early != null) {
            early.finish(CloseReason.of(Kind.SUPERSEDED, "the client went back to its session"));
        }
        if (session.isExtended()) {
            old.listener().onExtended(session.peerLimits());
        }
        old.listener().onResumed(session.link.peerAddress(), session.isExtended());
        old.listener().onIdsChanged();
    }

    /** The client holds the newest id of its session: those before are not valid any more. */
    void confirm(ServerConnection mine) {
        if (ids(mine).valid().size() > 1) {
            table.confirm(ids(mine));
            mine.listener().onIdsChanged();
        }
    }

    private static SessionIds ids(ServerConnection resumable) {
        return Objects.requireNonNull(resumable.ids());
    }
}
