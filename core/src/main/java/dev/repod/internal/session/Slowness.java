package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.internal.session.Deadlines.Due;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a peer takes what it is sent, as docs/protocol.md, section 9, has it: so much may wait for it, and for so long.
 *
 * <p>No message has a time of its own. One of those that have to arrive is watched: the newest at the end of a flush which the
 * system did not take to the end. Once that one is through, the next such flush has another.
 */
final class Slowness {
    /** How long after a time of silence the peer may take before it is judged again. */
    private static final long SILENT_NANOS = 1_000_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Link link;
    private final OutboundQueue queue;
    private final Deadlines deadlines;
    private final long maxNanos;
    private final int maxBytes;

    /** What a session brought with it from its earlier link, within bounds of its own; until it is through. */
    private int broughtBytes;

    private boolean watching;

    /** Since when the message that is watched waits. */
    private long sinceNanos;

    Slowness(Limits limits, Link link, OutboundQueue queue, Deadlines deadlines) {
        this.link = link;
        this.queue = queue;
        this.deadlines = deadlines;
        this.maxBytes = limits.maxQueuedBytes();
        this.maxNanos = limits.maxQueuedTime().toNanos();
    }

    /** What waits now came from an earlier link. */
    void bring() {
        broughtBytes = queue.queuedBytes();
    }

    // ---- bytes

    /** Whether more waits than may. Looked at for each message that is sent. */
    boolean isOver() {
        return queue.queuedBytes() > mostBytes();
    }

    private int mostBytes() {
        return maxBytes + broughtBytes;
    }

    /**
     * A message was sent that is too much. Hands over what the link takes, and answers why the peer is to be closed if that was
     * not enough. One message may always wait.
     */
    @Nullable CloseReason relieve() {
        queue.writeTo(link);
        return isOver() && queue.queuedBytes() > queue.nextBytes() ? tooMuch() : null;
    }

    private CloseReason tooMuch() {
        return slow("%,d bytes wait, over the limit of %,d", queue.queuedBytes(), mostBytes());
    }

    private static CloseReason slow(String text, long seen, long most) {
        return CloseReason.of(Kind.SLOW_CONSUMER, String.format(Locale.ROOT, text, seen, most));
    }

    // ---- flushes

    /**
     * Hands over what the link takes. Answers why the peer is to be closed, if what the library says on its own account has become
     * too much: that is small, and not held against a peer for which one large message waits.
     */
    @Nullable CloseReason flush(long nowNanos) {
        endWatchIfTaken();
        queue.writeTo(link);
        endWatchIfTaken();
        if (!watching && queue.isReliableWaiting(link)) {
            watch(nowNanos);
        }
        if (!isOver()) {
            broughtBytes = queue.queuedBytes() <= maxBytes ? 0 : broughtBytes;
            return null;
        }
        return queue.queuedBytes() - queue.nextBytes() > mostBytes() ? tooMuch() : null;
    }

    /** What the link was handed has been taken by the system once the link is writable. */
    private void endWatchIfTaken() {
        if (watching && link.isWritable() && !queue.isMarkedWaiting()) {
            watching = false;
            deadlines.clear(Due.TAKEN);
        }
    }

    private void watch(long nowNanos) {
        watching = true;
        queue.mark();
        sinceNanos = nowNanos;
        deadlines.set(Due.TAKEN, nowNanos + maxNanos);
        link.wakeAt(nowNanos + maxNanos);
    }

    // ---- time

    /**
     * Why the peer is to be closed, if the message that is watched has waited for too long. Time in which a peer gives none of the
     * signs of life that it owes does not count, where it could come back to a session: it may be gone instead of slow.
     */
    @Nullable CloseReason overdue(Upkeep upkeep, boolean canComeBack, long nowNanos) {
        if (!deadlines.passed(Due.TAKEN, nowNanos)) {
            return null;
        }
        if (canComeBack && upkeep.isSilentSince(sinceNanos)) {
            sinceNanos = nowNanos;
            deadlines.set(Due.TAKEN, nowNanos + Math.min(SILENT_NANOS, maxNanos));
            return null;
        }
        long waitedNanos = nowNanos - sinceNanos;
        if (waitedNanos < maxNanos) {
            deadlines.set(Due.TAKEN, sinceNanos + maxNanos);
            return null;
        }
        return slow(
                "a message waits for %,d ms, over the limit of %,d",
                waitedNanos / NANOS_PER_MILLI, maxNanos / NANOS_PER_MILLI);
    }
}
