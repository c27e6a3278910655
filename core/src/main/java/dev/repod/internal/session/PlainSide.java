package dev.repod.internal.session;

import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.wire.PayloadScan;
import org.jspecify.annotations.Nullable;

/** What a plain peer says to a server before it speaks to its program: that it is there, which session was its own, who it is. */
final class PlainSide {
    private final ServerSession session;
    private final @Nullable Arrival arrival;
    private final @Nullable Vetting vetting;
    private boolean anyMessage;

    PlainSide(ServerSession session, @Nullable Arrival arrival, @Nullable Vetting vetting) {
        this.session = session;
        this.arrival = arrival;
        this.vetting = vetting;
    }

    /** Whether a message is none for the program. Before the first that is, there is a connection for it. */
    boolean takes(byte[] array, int from, int to, PayloadScan scan) {
        if (session.config.keepalive().plainPeers() && session.upkeep.isPlainSign(array, from, to, scan)) {
            return true;
        }
        boolean isFirst = !anyMessage;
        anyMessage = true;
        if (arrival != null && isFirst && PlainMessages.isRecovery(array, scan)) {
            arrival.recover(PlainMessages.sessionId(array, from, to));
            return true;
        }
        if (vetting != null && vetting.isPending()) {
            vetting.onPlain(array, from, to, scan);
            return true;
        }
        open();
        return false;
    }

    /** It is known that the peer is one: it gets a connection, unless it has one, or has still to say who it is. */
    void open() {
        if (session.connection() != null || (vetting != null && vetting.isPending())) {
            return;
        }
        session.deadlines.clear(Due.GREETING);
        if (arrival != null) {
            arrival.open();
        } else if (session.mayConnect()) {
            session.connect(null).listener().onOpened();
        }
    }

    /** It has said who it is. What it says next is its first message. */
    void openFresh() {
        anyMessage = false;
        open();
        session.intake.deliverHeldBack();
    }
}
