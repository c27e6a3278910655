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
    private final Session session;
    private final FrameCutter cutter;
    private final FrameCutter.Sink onFrame = this::onFrame;
    private final PayloadScan scan;
    private boolean anyBytesSeen;

    /** This side has no room for what comes. */
    private boolean paused;

    Intake(Session session) {
        this.session = session;
        this.cutter = new FrameCutter(session.config.limits().maxFrameBytes());
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
        cutter.feed(array, from, to, onFrame);
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
                    session.onMessage(array, from, to, scan);
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
        session.onMessage(payload, 0, payload.length, scan);
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

    /** What the frame that was begun takes, and what is kept for the next one. */
    int heldBytes() {
        return cutter.heldBytes();
    }

    void letGoOfSpare() {
        cutter.letGoOfSpare();
    }

    /** The frame that was begun is not wanted any more. */
    void drop() {
        cutter.drop();
    }
}
