package dev.repod.internal.session;

import java.util.Arrays;

/**
 * The times by which something is due on one session.
 *
 * <p>A deadline that is looked at late was slept through by this side's own loop: in that time nothing was read, so the
 * peer may have kept it. It is moved by as much as the loop was late, and judged after the loop has read again.
 */
final class Deadlines {
    /** What can be due. */
    enum Due {
        /** WELCOME, HELLO or something that shows that the peer is plain. */
        GREETING(true),
        /** Any sign of a server at all. */
        CONNECTED(true),
        /** To be known who the peer is. */
        AUTHENTICATED(true),
        /** The rest of a frame. */
        FRAME(true),
        /** The peer's end, after ours. */
        DRAINED(false),
        /** A sign of life from this side. */
        PING(false),
        /** A sign of life from the peer. */
        SILENCE(true),
        /** Telling the peer how many messages have come in. */
        ACK(false),
        /** The system's taking of a message that waits for the peer. */
        TAKEN(false);

        /** Whether it is something that has to come in. */
        private final boolean comesIn;

        Due(boolean comesIn) {
            this.comesIn = comesIn;
        }
    }

    /** How late a loop may look before it counts as stalled: far above scheduling noise, far below any deadline. */
    static final long STALL_NANOS = 100_000_000;

    /** How often one is moved since the link was held up: whoever always has something to be read is not waited for without end. */
    private static final int MOST_MOVES = 8;

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] dueNanos = new long[Due.values().length];

    /** How often it was moved since, because of that. */
    private final byte[] timesMoved = new byte[Due.values().length];

    /** For how long the link had been held up when that was set. */
    private final long[] heldUpNanos = new long[Due.values().length];

    private final Link link;

    Deadlines(Link link) {
        this.link = link;
        Arrays.fill(dueNanos, NEVER);
    }

    void set(Due due, long atNanos) {
        timesMoved[due.ordinal()] = 0;
        move(due, atNanos);
    }

    private void move(Due due, long atNanos) {
        dueNanos[due.ordinal()] = atNanos == NEVER ? atNanos + 1 : atNanos;
        heldUpNanos[due.ordinal()] = link.heldUpNanos();
    }

    void clear(Due due) {
        dueNanos[due.ordinal()] = NEVER;
    }

    void clearAll() {
        Arrays.fill(dueNanos, NEVER);
    }

    boolean isSet(Due due) {
        return dueNanos[due.ordinal()] != NEVER;
    }

    /** Whether something that this side does is due. However late that is noticed, it is. */
    boolean isDue(Due due, long nowNanos) {
        long at = dueNanos[due.ordinal()];
        return at != NEVER && nowNanos - at >= 0;
    }

    /** Whether it has passed, and the loop was watching, and read what came. Cleared when so. */
    boolean passed(Due due, long nowNanos) {
        return passed(due, nowNanos, Long.MAX_VALUE);
    }

    /** The same, with the longest time by which it is moved after a stall. */
    boolean passed(Due due, long nowNanos, long mostNanos) {
        if (!isDue(due, nowNanos)) {
            return false;
        }
        long lateNanos = nowNanos - dueNanos[due.ordinal()];
        if (lateNanos > STALL_NANOS) {
            set(due, nowNanos + Math.min(lateNanos, mostNanos));
            return false;
        }
        long unreadNanos = due.comesIn ? link.heldUpNanos() - heldUpNanos[due.ordinal()] : 0;
        if (unreadNanos > 0 && timesMoved[due.ordinal()] < MOST_MOVES) {
            timesMoved[due.ordinal()]++;
            move(due, nowNanos + Math.min(unreadNanos, mostNanos));
            return false;
        }
        clear(due);
        return true;
    }

    /** Asks the link to wake the session at each time that is still ahead. */
    void arm() {
        long next = NEVER;
        for (long at : dueNanos) {
            if (at != NEVER && (next == NEVER || at - next < 0)) {
                next = at;
            }
        }
        if (next != NEVER) {
            link.wakeAt(next);
        }
    }
}
