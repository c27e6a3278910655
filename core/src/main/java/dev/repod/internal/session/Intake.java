package dev.repod.internal.session;

import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.FlightEntry.Other;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.FrameCutter;
import dev.repod.internal.wire.PayloadScan;
import org.jspecify.annotations.Nullable;

/**
 * What comes in over one link: it is cut into frames, told by layer, and given to the session. A frame that was begun has to be
 * finished in time.
 */
final class Intake {
    /** Somebody of whom nothing is known has no more to say than credentials. */
    private static final int MOST_HELD_BACK_BYTES = Vetting.MOST_FRAME_BYTES;

    private final Session session;
    private final FrameCutter cutter;
    private final FrameCutter.Sink onFrame = this::onFrame;
    private final PayloadScan scan;
    private boolean anyBytesSeen;

    /** This side has no room for what comes. */
    private boolean paused;

    /** Not null while it is not known for whom messages are. */
    private @Nullable HeldBack heldBack;

    Intake(Session session) {
        this.session = session;
        this.cutter = new FrameCutter(session.config.limits().maxFrameBytes(), session.workbench.spareArrays());
        this.scan = session.workbench.scan(session.config.limits().maxDepth());
    }

    /**
     * Takes bytes of the link.
     *
     * @throws BrokenPeerException if they are none that a peer may send
     */
    void read(byte[] array, int from, int to) {
        if (!anyBytesSeen) {
            anyBytesSeen = true;
            @Nullable String protocol = FirstBytes.foreignProtocol(array, from, to);
            if (protocol != null) {
                session.onForeignProtocol(protocol);
            }
        }
        try {
            cutter.feed(array, from, to, onFrame);
        } finally {
            session.onReadEnd();
        }
    }

    private boolean onFrame(byte[] array, int from, int to) {
        session.deadlines.clear(Due.FRAME);
        PayloadScan.Kind kind = judge(array, from, to);
        boolean admitted = session.admits(FrameCutter.HEADER_BYTES + to - from);
        switch (kind) {
            case MESSAGE -> {
                session.flight.message(array, from, to, scan);
                session.upkeep.onMessage();
                if (admitted) {
                    onMessage(array, from, to);
                }
            }
            case LIBRARY -> {
                session.flight.library(array, from, to);
                session.onLibraryFrame(
                        LibraryFrame.read(session.workbench.reader().reset(array, from, to)));
            }
            case OTHER -> {
                session.flight.other(Other.SKIPPED, to - from);
                session.onSkipped();
            }
        }
        return session.isOpen();
    }

    private void onMessage(byte[] array, int from, int to) {
        HeldBack held = heldBack;
        if (held == null) {
            session.onMessage(array, from, to, scan);
            return;
        }
        held.add(array, from, to);
        if (held.bytes() > MOST_HELD_BACK_BYTES) {
            session.setReading(false, session.nowNanos());
        }
    }

    /** Keeps messages from now on, and reads on, so that the end of the link is seen when it comes. */
    void holdBack() {
        if (heldBack == null) {
            heldBack = new HeldBack();
        }
    }

    boolean isHoldingBack() {
        return heldBack != null;
    }

    /** It is known for whom they are. */
    void deliverHeldBack() {
        HeldBack held = heldBack;
        heldBack = null;
        if (held != null) {
            try {
                held.deliverTo(session);
            } finally {
                session.onReadEnd();
            }
        }
    }

    private PayloadScan.Kind judge(byte[] array, int from, int to) {
        try {
            return scan.scan(array, from, to);
        } catch (BrokenPeerException broken) {
            session.flight.other(Other.BROKEN, to - from);
            throw broken;
        }
    }

    /** Takes a message that was held back as if it came now; it has been counted. */
    void deliver(byte[] payload) {
        scan.scan(payload, 0, payload.length);
        onMessage(payload, 0, payload.length);
    }

    /** While this side does not read, the peer cannot finish a frame, and owes none: its time begins anew. */
    void setReading(boolean reading, long nowNanos) {
        paused = !reading;
        watchPartialFrame(nowNanos);
    }

    /** Has the frame that was begun finished in time, if there is one. */
    void watchPartialFrame(long nowNanos) {
        Deadlines deadlines = session.deadlines;
        if (paused || !cutter.isMidFrame()) {
            deadlines.clear(Due.FRAME);
        } else if (!deadlines.isSet(Due.FRAME)) {
            deadlines.set(Due.FRAME, nowNanos + session.config.frameTimeoutNanos());
            session.link.wakeAt(nowNanos + session.config.frameTimeoutNanos());
        }
    }

    /** How large a payload may be from the next frame on. */
    void limitFrames(int mostBytes) {
        cutter.limit(mostBytes);
    }

    boolean isMidFrame() {
        return cutter.isMidFrame();
    }

    /** Whether something has come in, and nothing of it was a frame. */
    boolean isOfStranger() {
        return anyBytesSeen && !session.upkeep.isAnyFrameSeen();
    }

    /** What the frame that was begun takes, and what is held back. */
    int heldBytes() {
        HeldBack held = heldBack;
        return cutter.heldBytes() + (held == null ? 0 : held.heldBytes());
    }

    /** The frame that was begun is not wanted any more. */
    void drop() {
        cutter.drop();
        heldBack = null;
    }
}
