package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.FrameCutter;
import dev.repod.internal.wire.PayloadScan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a link have in common: cutting frames, telling layers apart, the outbound queue, deadlines, and the one
 * way in which a link ends, with or without something that the next link can go on with. The greeting is what {@link
 * ServerSession} and {@link ClientSession} add. The states are those of docs/states.md.
 */
public abstract sealed class Session implements LinkListener permits ServerSession, ClientSession {
    private enum State {
        /** Messages go through. */
        OPEN,
        /** Ended for the program; what was sent is still on its way. */
        DRAINING,
        /** The link is gone. */
        CLOSED
    }

    final Link link;
    final Workbench workbench;
    final SessionConfig config;
    final OutboundQueue outbound;
    final LibraryFrames frames;
    final Deadlines deadlines = new Deadlines();
    final Upkeep upkeep;

    private final FrameCutter cutter;
    private final FrameCutter.Sink onFrame = this::onFrame;
    private final PayloadScan scan;
    private State state = State.OPEN;
    private boolean anyBytesSeen;
    private boolean outputEnded;
    private boolean inputEnded;
    private boolean paused;

    /** What the peer makes this side hold; null until it does. */
    private @Nullable Holdings holdings;

    /** When the link last told something. */
    private long nowNanos;

    Session(Link link, SessionConfig config, Workbench workbench) {
        this.link = link;
        this.workbench = workbench;
        this.config = config;
        this.cutter = new FrameCutter(config.limits().maxFrameBytes());
        this.scan = workbench.scan(config.limits().maxDepth());
        this.frames = workbench.frames();
        this.outbound = new OutboundQueue(workbench.spareArrays());
        this.upkeep = new Upkeep(link, outbound, frames, deadlines);
    }

    /** A frame of the library's own that is about the greeting or the end, already checked to be well-formed. */
    abstract void onLibraryFrame(LibraryFrame frame);

    /** A message that this side's limits let through. */
    abstract void onMessage(byte[] array, int from, int to, PayloadScan scan);

    /** A frame came that is one, of that size with its header. False where a message is to be dropped. */
    abstract boolean admits(int frameBytes);

    /** An array was skipped whose code or elements mean nothing to this version: its sender may be a later one. */
    abstract void onUnknownLibraryFrame();

    /** Something that is no frame of any layer was skipped. */
    abstract void onSkipped();

    /** Says goodbye in the peer's words, if it is to be told anything. */
    abstract void tell(CloseReason reason);

    /** The link is on its way out, for whatever reason. */
    abstract void leaving();

    /** The link has ended for the program, and a session with it where nothing of it is left. */
    abstract void ended(CloseReason reason, @Nullable SessionState left);

    /** The link is gone. */
    abstract void gone();

    /** The reason for an end of input that nothing announced. */
    abstract CloseReason reasonForEndOfInput();

    /** A deadline of the greeting may have passed. */
    abstract void checkGreeting(long nowNanos);

    /** Gives the peer a sign of life, in its own words. */
    abstract void giveSign(long nowNanos);

    /** Whether there is a session that another link can go on with after an end like this. */
    abstract boolean leavesSession(CloseReason reason);

    /** Whether messages go through. */
    public final boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Queues one frame, its header included; it goes out at the end of the running batch. Dropped when the session is not
     * open.
     */
    public final void send(byte[] array, int from, int to) {
        if (state == State.OPEN) {
            outbound.append(array, from, to);
            link.flushSoon();
        }
    }

    /** Ends the connection from this side: the peer is told, what was sent is flushed. Without effect when it has ended. */
    public final void close(CloseReason reason, long atNanos) {
        if (state == State.OPEN) {
            nowNanos = atNanos;
            @Nullable SessionState left = takeState(reason);
            tell(reason);
            end(reason, left);
        }
    }

    /**
     * Stops or resumes reading, because this side has no room for what comes. Meanwhile the peer cannot finish a frame, and
     * owes none: its time begins anew. A session that has ended reads on, to its end.
     */
    public final void setReading(boolean reading, long atNanos) {
        if (state == State.OPEN) {
            paused = !reading;
            link.setReading(reading);
            watchPartialFrame(atNanos);
            upkeep.setReading(reading, atNanos);
        }
    }

    /** Ends it at once, without a word. */
    final void dismiss(CloseReason reason, long atNanos) {
        nowNanos = atNanos;
        end(reason);
        abort();
    }

    /** Gives up on an orderly end. */
    public final void abort() {
        if (state != State.CLOSED) {
            link.close();
        }
    }

    /** The bytes that wait for the socket. */
    public final int queuedBytes() {
        return outbound.queuedBytes();
    }

    @Override
    public final void onBytes(byte[] array, int from, int to, long atNanos) {
        if (state != State.OPEN) {
            return;
        }
        nowNanos = atNanos;
        upkeep.onBytes(atNanos);
        try {
            if (!anyBytesSeen) {
                anyBytesSeen = true;
                refuseForeignProtocol(array, from, to);
            }
            cutter.feed(array, from, to, onFrame);
        } catch (BrokenPeerException broken) {
            close(broken.reason(), atNanos);
        }
        account();
        if (state == State.OPEN) {
            watchPartialFrame(atNanos);
            upkeep.onBatchEnd(atNanos);
        }
    }

    private void account() {
        holdings = Holdings.counted(holdings, this, cutter);
    }

    private void refuseForeignProtocol(byte[] array, int from, int to) {
        @Nullable String protocol = FirstBytes.foreignProtocol(array, from, to);
        if (protocol != null) {
            end(CloseReason.of(Kind.PROTOCOL_ERROR, "the first bytes are " + protocol + ", not a frame"), null);
        }
    }

    private boolean onFrame(byte[] array, int from, int to) {
        deadlines.clear(Due.FRAME);
        PayloadScan.Kind content = scan.scan(array, from, to);
        boolean admitted = admits(FrameCutter.HEADER_BYTES + to - from);
        switch (content) {
            case MESSAGE -> {
                upkeep.onMessage();
                if (admitted) {
                    onMessage(array, from, to, scan);
                }
            }
            case LIBRARY -> onLibraryPayload(array, from, to);
            case OTHER -> onSkipped();
        }
        return state == State.OPEN;
    }

    private void onLibraryPayload(byte[] array, int from, int to) {
        @Nullable LibraryFrame frame = LibraryFrame.read(workbench.reader().reset(array, from, to));
        if (frame == null) {
            onUnknownLibraryFrame();
        } else {
            upkeep.onFrame(frame, nowNanos);
            onLibraryFrame(frame);
        }
    }

    private void watchPartialFrame(long atNanos) {
        if (paused || !cutter.isMidFrame()) {
            deadlines.clear(Due.FRAME);
        } else if (!deadlines.isSet(Due.FRAME)) {
            deadlines.set(Due.FRAME, atNanos + config.frameTimeoutNanos());
            link.wakeAt(atNanos + config.frameTimeoutNanos());
        }
    }

    /** Whether anything at all has come in. */
    final boolean isAnyBytesSeen() {
        return anyBytesSeen;
    }

    /** When the link last told something; within a batch of input, when that came in. */
    public final long nowNanos() {
        return nowNanos;
    }

    /** Takes a message that was held back as if it came now; it has been counted. */
    final void deliver(byte[] payload) {
        scan.scan(payload, 0, payload.length);
        onMessage(payload, 0, payload.length, scan);
    }

    /** Counts on where an earlier link has ended. */
    final void takeUp(SessionState left) {
        upkeep.goOn(left);
    }

    /** Sends what the peer lacks, which has received so many messages: that was found to be covered. */
    final void sendAgain(SessionState left, long peerReceived, ReplayBounds bounds) {
        outbound.goOn(bounds, left.backlog(), peerReceived);
        link.flushSoon();
    }

    /** What a next link can go on with: nothing where the reason is an end for good. */
    private @Nullable SessionState takeState(CloseReason reason) {
        return leavesSession(reason) ? takeState() : null;
    }

    final SessionState takeState() {
        return upkeep.leave(outbound.detach(config.replay()));
    }

    /** The one way to end: the program is told, then the socket is drained. */
    final void end(CloseReason reason) {
        if (state == State.OPEN) {
            end(reason, takeState(reason));
        }
    }

    private void end(CloseReason reason, @Nullable SessionState left) {
        if (state != State.OPEN) {
            return;
        }
        beginDraining();
        ended(reason, left);
    }

    private void beginDraining() {
        state = State.DRAINING;
        leaving();
        cutter.drop();
        deadlines.clearAll();
        deadlines.set(Due.DRAINED, nowNanos + config.closeTimeoutNanos());
        deadlines.arm(link);
        link.setReading(true);
        link.flushSoon();
    }

    /** Another link took the session over: its peer is told, its program is not. Answers what the other goes on with. */
    final SessionState supersede(CloseReason reason, long atNanos) {
        SessionState left = giveUp(atNanos);
        tell(reason);
        return left;
    }

    /** The same where the peer may still be there, and is to come again: it finds that the link has ended. */
    final SessionState giveUp(long atNanos) {
        nowNanos = atNanos;
        SessionState left = takeState();
        beginDraining();
        return left;
    }

    @Override
    public final void onFlush(long atNanos) {
        if (state == State.CLOSED) {
            return;
        }
        nowNanos = atNanos;
        outbound.writeTo(link);
        account();
        if (state == State.DRAINING && outbound.isEmpty() && link.isWritable()) {
            finishDraining();
        }
    }

    @Override
    public final void onWritable(long atNanos) {
        onFlush(atNanos);
    }

    private void finishDraining() {
        if (!outputEnded) {
            outputEnded = true;
            link.shutdownOutput();
        }
        if (inputEnded) {
            link.close();
        }
    }

    @Override
    public final void onInputEnded(long atNanos) {
        nowNanos = atNanos;
        inputEnded = true;
        if (state == State.OPEN) {
            end(
                    cutter.isMidFrame()
                            ? CloseReason.of(Kind.LOST, "the peer ended within a frame")
                            : reasonForEndOfInput());
        } else {
            onFlush(atNanos);
        }
    }

    @Override
    public final void onTime(long atNanos) {
        nowNanos = atNanos;
        if (state == State.OPEN) {
            checkGreeting(atNanos);
        }
        if (state == State.OPEN && deadlines.passed(Due.FRAME, atNanos)) {
            close(
                    CloseReason.timedOut("a frame was not finished", Duration.ofNanos(config.frameTimeoutNanos())),
                    atNanos);
        }
        if (state == State.OPEN) {
            keepUp(atNanos);
        }
        if (state == State.DRAINING && deadlines.passed(Due.DRAINED, atNanos)) {
            link.close();
        }
        if (state != State.CLOSED) {
            deadlines.arm(link);
        }
    }

    private void keepUp(long atNanos) {
        upkeep.onTime(atNanos);
        if (upkeep.isSignDue(atNanos)) {
            giveSign(atNanos);
        }
        @Nullable CloseReason silence = upkeep.silence(atNanos);
        if (silence != null) {
            close(silence, atNanos);
        }
    }

    @Override
    public final void onClosed(@Nullable Throwable cause, long atNanos) {
        nowNanos = atNanos;
        State before = state;
        state = State.CLOSED;
        if (before == State.OPEN) {
            CloseReason reason = LinkFailures.reason(cause);
            ended(reason, takeState(reason));
        }
        outbound.clear();
        cutter.drop();
        account();
        if (before != State.CLOSED) {
            gone();
        }
    }
}
