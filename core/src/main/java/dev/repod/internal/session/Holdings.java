package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.limit.BufferBudget;
import org.jspecify.annotations.Nullable;

/** What the peer of one session makes this side hold, of the memory that all peers share. */
final class Holdings implements BufferBudget.Holder {
    private final Session session;
    private final BufferBudget.Share share;

    private Holdings(Session session) {
        this.session = session;
        this.share = session.workbench.budget().open(this);
    }

    /** Counts what a session holds now, which mostly is what it was; null until it was anything. */
    static @Nullable Holdings counted(@Nullable Holdings before, Session session) {
        int input = session.intake.heldBytes();
        int output = waiting(session);
        if (before == null && input + output == 0) {
            return null;
        }
        Holdings now = before == null ? new Holdings(session) : before;
        now.share.hold(input, output, session.upkeep.isKnown(), session.nowNanos());
        return now;
    }

    /** The frame that it has begun, and what waits for it, are dropped at once; it is told, or it is gone. */
    @Override
    public void giveUp(CloseReason reason, long nowNanos) {
        session.intake.drop();
        session.outbound.drop();
        if (session.isOpen()) {
            session.close(reason, nowNanos);
        } else {
            session.abort();
        }
    }

    private static int waiting(Session session) {
        return session.queuedBytes() + session.outbound.handedBytes(session.link);
    }
}
