package dev.repod.internal.session;

import dev.repod.internal.session.Deadlines.Due;

/**
 * The way of a link from its end for the program to its own: what was sent goes out, the output ends, and then the peer's end is
 * waited for. It has its time limit.
 */
final class Draining {
    private final Link link;
    private final OutboundQueue outbound;
    private final Deadlines deadlines;
    private final long timeoutNanos;
    private boolean outputEnded;

    Draining(Link link, OutboundQueue outbound, Deadlines deadlines, long timeoutNanos) {
        this.link = link;
        this.outbound = outbound;
        this.deadlines = deadlines;
        this.timeoutNanos = timeoutNanos;
    }

    /** From here on nothing else is due. */
    void begin(long nowNanos) {
        deadlines.clearAll();
        limit(nowNanos);
        link.setStanding(Standing.ENDED);
        link.setReading(true);
        link.flushSoon();
    }

    /** It began in a send, which does not know the time: the limit counts from the flush that follows. */
    void countFromFlush() {
        deadlines.clear(Due.DRAINED);
    }

    private void limit(long nowNanos) {
        deadlines.set(Due.DRAINED, nowNanos + timeoutNanos);
        deadlines.arm();
    }

    void onFlush(boolean inputEnded, long nowNanos) {
        outbound.writeTo(link);
        if (!deadlines.isSet(Due.DRAINED)) {
            limit(nowNanos);
        }
        if (!outbound.isEmpty() || !link.isWritable()) {
            return;
        }
        if (!outputEnded) {
            outputEnded = true;
            link.shutdownOutput();
        }
        if (inputEnded) {
            link.close();
        }
    }

    void onTime(long nowNanos) {
        if (deadlines.passed(Due.DRAINED, nowNanos)) {
            link.close();
        }
    }
}
