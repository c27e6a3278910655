package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.PayloadScan;
import java.time.Duration;
import java.util.Objects;
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

    private static final CloseReason SILENCE = CloseReason.of(Kind.TIMED_OUT, "");

    final Link link;
    final Workbench workbench;
    final SessionConfig config;
    final OutboundQueue outbound;
    final LibraryFrames frames;
    final Deadlines deadlines;
    final Upkeep upkeep;

    /** What went over this link, and over those before it that carried the same connection. */
    final FlightRecorder flight;

    final Intake intake;
    private final Slowness slowness;
    private State state = State.OPEN;
    private boolean inputEnded;

    /** What the peer makes this side hold; null until it does. */
    private @Nullable Holdings holdings;

    /** Not null from the end for the program on. */
    private @Nullable Draining draining;

    /** Whose frames this link carries, to be told of room for more; null while it carries nobody's. */
    @Nullable Carrier carrier;

    /** When the link last told something. */
    private long nowNanos;

    Session(Link link, SessionConfig config, Workbench workbench) {
        this.link = link;
        this.deadlines = new Deadlines(link);
        this.workbench = workbench;
        this.config = config;
        this.frames = workbench.frames();
        this.flight = new FlightRecorder(config.flightPayloadBytes());
        this.outbound = new OutboundQueue(workbench.spareArrays(), flight);
        this.upkeep = new Upkeep(link, outbound, frames, deadlines);
        this.slowness = new Slowness(config.limits(), link, outbound, deadlines);
        this.intake = new Intake(this);
    }

    /** A frame of the library's own that is about the greeting or the end, already checked to be well-formed. */
    abstract void onKnownLibraryFrame(LibraryFrame frame);

    /** A message that this side's limits let through. */
    abstract void onMessage(byte[] array, int from, int to, PayloadScan scan);

    /** The messages that came in together are over. */
    void onReadEnd() {}

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
     * Queues one message, its header included; it goes out at the end of the running batch. Dropped when the session is not
     * open. Where the peer does not take what it is sent, this ends the session.
     */
    public final void send(byte[] array, int from, int to) {
        if (state == State.OPEN) {
            outbound.appendMessage(array, from, to);
            sent();
        }
    }

    /** The same for a message that takes the place of an earlier one of its key, where that still waits. */
    public final void sendLatest(LatestKey key, byte[] array, int from, int to) {
        if (state == State.OPEN) {
            outbound.appendLatest(key, array, from, to);
            sent();
        }
    }

    private void sent() {
        link.flushSoon();
        if (slowness.isOver()) {
            endIfSlow(slowness.relieve());
        }
    }

    /** What waits for a peer that does not take it is dropped: it would wait longer than the end may take. */
    private void endIfSlow(@Nullable CloseReason reason) {
        if (reason != null) {
            outbound.drop();
            tell(reason);
            end(reason, null);
            Objects.requireNonNull(draining).countFromFlush();
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
            link.setReading(reading);
            intake.setReading(reading, atNanos);
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
        flight.onBytes(atNanos);
        upkeep.onBytes(atNanos);
        try {
            intake.read(array, from, to);
        } catch (BrokenPeerException broken) {
            close(broken.reason(), atNanos);
        }
        account();
        if (state == State.OPEN) {
            intake.watchPartialFrame(atNanos);
            upkeep.onBatchEnd(atNanos);
        }
    }

    /** Goes on, outside of any batch of input, with what was waited for; not where the link has ended meanwhile. */
    final void later(long atNanos, Runnable what) {
        if (state != State.OPEN) {
            return;
        }
        nowNanos = atNanos;
        try {
            what.run();
        } catch (BrokenPeerException broken) {
            close(broken.reason(), atNanos);
        }
        account();
    }

    private void account() {
        holdings = Holdings.counted(holdings, this);
    }

    final void onForeignProtocol(String protocol) {
        end(CloseReason.of(Kind.PROTOCOL_ERROR, "the first bytes are " + protocol + ", not a frame"), null);
    }

    /** An array came in; null where its code or elements mean nothing to this version. */
    final void onLibraryFrame(@Nullable LibraryFrame frame) {
        if (frame == null) {
            onUnknownLibraryFrame();
        } else {
            upkeep.onFrame(frame, nowNanos);
            onKnownLibraryFrame(frame);
        }
    }

    /** When the link last told something; within a batch of input, when that came in. */
    public final long nowNanos() {
        return nowNanos;
    }

    /** Counts on where an earlier link has ended. */
    final void takeUp(SessionState left) {
        upkeep.goOn(left);
    }

    /** Sends what the peer lacks, which has received so many messages: that was found to be covered. */
    final void sendAgain(SessionState left, long peerReceived, ReplayBounds bounds) {
        outbound.goOn(bounds, left.backlog(), peerReceived);
        slowness.bring();
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
        flight.linkEnded(reason.kind(), nowNanos);
        beginDraining();
        ended(reason, left);
    }

    private void beginDraining() {
        state = State.DRAINING;
        leaving();
        intake.drop();
        draining = new Draining(link, outbound, deadlines, config.closeTimeoutNanos());
        draining.begin(nowNanos);
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
        flight.linkEnded(Kind.SUPERSEDED, atNanos);
        beginDraining();
        return left;
    }

    @Override
    public final void onFlush(long atNanos) {
        if (state == State.CLOSED) {
            return;
        }
        nowNanos = atNanos;
        flight.onFlush(atNanos);
        if (draining != null) {
            draining.onFlush(inputEnded, atNanos);
        } else {
            endIfSlow(slowness.flush(atNanos));
            if (carrier != null) {
                carrier.onFlushed(this);
            }
        }
        account();
    }

    @Override
    public final void onWritable(long atNanos) {
        onFlush(atNanos);
    }

    @Override
    public final void onInputEnded(long atNanos) {
        nowNanos = atNanos;
        inputEnded = true;
        if (state == State.OPEN) {
            end(
                    intake.isMidFrame()
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
            Duration limit = Duration.ofNanos(config.frameTimeoutNanos());
            close(CloseReason.timedOut("a frame was not finished", limit), atNanos);
        }
        if (state == State.OPEN) {
            keepUp(atNanos);
        }
        if (draining != null && state != State.CLOSED) {
            draining.onTime(atNanos);
        }
        if (state != State.CLOSED) {
            deadlines.arm();
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
        } else {
            endIfSlow(slowness.overdue(upkeep, leavesSession(SILENCE), atNanos));
        }
    }

    @Override
    public final void onClosed(@Nullable Throwable cause, long atNanos) {
        nowNanos = atNanos;
        State before = state;
        state = State.CLOSED;
        if (before == State.OPEN) {
            CloseReason reason = LinkFailures.reason(cause);
            flight.linkEnded(reason.kind(), atNanos);
            ended(reason, takeState(reason));
        }
        outbound.linkClosed();
        intake.drop();
        account();
        if (before != State.CLOSED) {
            gone();
        }
    }
}
