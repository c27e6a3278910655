package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.limit.PingAllowance;
import dev.repod.internal.limit.RateRules;
import dev.repod.internal.limit.Rates;
import dev.repod.internal.session.Deadlines.Due;
import dev.repod.internal.session.LibraryFrame.Ack;
import dev.repod.internal.session.LibraryFrame.Ping;
import dev.repod.internal.session.LibraryFrame.Pong;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.PayloadScan;
import org.jspecify.annotations.Nullable;

/** What a session does without its program: it gives and takes signs of life, measures the way, counts and acknowledges. */
final class Upkeep {
    private final Link link;
    private final OutboundQueue outbound;
    private final LibraryFrames frames;
    private final Deadlines deadlines;
    private final Acquaintance acquaintance;
    private RoundTrip roundTrip = new RoundTrip();

    /** Null where the peer's messages are not counted: there is no session. */
    private @Nullable Receipts receipts;

    /** Null until it is known what the peer is. */
    private @Nullable Heartbeat heartbeat;

    /** Null until the first PING. */
    private @Nullable PingAllowance pings;

    /** Null until the first frame, and for ever on a client. */
    private @Nullable Rates rates;

    Upkeep(Link link, OutboundQueue outbound, LibraryFrames frames, Deadlines deadlines) {
        this.link = link;
        this.outbound = outbound;
        this.frames = frames;
        this.deadlines = deadlines;
        this.acquaintance = new Acquaintance(link);
    }

    // ---- signs of life

    void begin(Heartbeat newHeartbeat, long nowNanos) {
        heartbeat = newHeartbeat;
        newHeartbeat.begin(deadlines, nowNanos);
        deadlines.arm();
    }

    /** The peer is one of this library, and gives signs of life. */
    void beginJudging(KeepaliveTimes times, long nowNanos) {
        begin(Heartbeat.judging(times.everyNanos(), times.deadAfterNanos()), nowNanos);
    }

    /** The peer is a plain one, which owes none unless both programs want it so. */
    void beginPlain(KeepaliveTimes times, long nowNanos) {
        if (times.plainPeers()) {
            begin(Heartbeat.judging(times.everyNanos(), times.plainDeadAfterNanos()), nowNanos);
        } else if (link.endsWhenUnacknowledged()) {
            begin(Heartbeat.probing(), nowNanos);
        }
    }

    void onBytes(long nowNanos) {
        if (heartbeat != null) {
            heartbeat.heard(nowNanos);
        }
    }

    void setReading(boolean reading, long nowNanos) {
        if (heartbeat != null) {
            heartbeat.setReading(reading, deadlines, nowNanos);
            deadlines.arm();
        }
        if (rates != null) {
            rates.setReading(reading, nowNanos);
        }
    }

    boolean isSignDue(long nowNanos) {
        return heartbeat != null && heartbeat.isSignDue(deadlines, nowNanos);
    }

    /** Why the peer counts as dead; null where it does not. */
    @Nullable CloseReason silence(long nowNanos) {
        Heartbeat beating = heartbeat;
        return beating != null && beating.isSilent(deadlines, nowNanos)
                ? CloseReason.timedOut("nothing was heard", beating.deadAfter())
                : null;
    }

    /** Whether the peer owes signs of life, and has given none since that time. */
    boolean isSilentSince(long nanos) {
        return heartbeat != null && heartbeat.isSilentSince(nanos);
    }

    /** A PING, which measures the way to a peer that answers. */
    void ping(long nowNanos) {
        frames.ping(outbound, roundTrip.begin(nowNanos));
        link.flushSoon();
    }

    RoundTrip roundTrip() {
        return roundTrip;
    }

    // ---- frames

    /**
     * A frame came that may be about upkeep.
     *
     * @throws BrokenPeerException if it says what cannot be, or there are too many
     */
    void onFrame(LibraryFrame frame, long nowNanos) {
        if (frame instanceof Ping ping) {
            answer(ping, nowNanos);
        } else if (frame instanceof Pong pong) {
            roundTrip.onPong(pong.token(), nowNanos);
        } else if (frame instanceof Ack ack && !outbound.acknowledge(ack.received())) {
            throw BrokenPeerException.protocolError(
                    "ACK of " + ack.received() + " messages, of which " + outbound.written() + " were sent");
        }
    }

    private void answer(Ping ping, long nowNanos) {
        PingAllowance allowance = pings;
        if (allowance == null) {
            allowance = new PingAllowance(nowNanos);
            pings = allowance;
        }
        allowance.check(nowNanos);
        frames.pong(outbound, ping.token());
        link.flushSoon();
    }

    /** Whether a plain peer's message is a sign of life and nothing else; one that asks for an answer gets it. */
    boolean isPlainSign(byte[] array, int from, int to, PayloadScan scan) {
        if (PlainMessages.isPing(array, from, to, scan)) {
            frames.message(outbound, PlainMessages.PONG);
            link.flushSoon();
            return true;
        }
        return PlainMessages.isPong(array, from, to, scan);
    }

    // ---- what has come in

    /** Counts what the peer sends from here on, and acknowledges it. */
    void countReceived(long alreadyReceived) {
        receipts = new Receipts(alreadyReceived);
    }

    /** The peer is a plain one, which is told no counts. */
    void countNothing() {
        receipts = null;
    }

    /** How fast the peer sends, which is a client that has come in like that. */
    Rates rates(RateRules rules, long nowNanos) {
        Rates counting = rates;
        if (counting == null) {
            counting = new Rates(rules, nowNanos);
            rates = counting;
        }
        return counting;
    }

    /** On a server, whether anything came that was a frame. */
    boolean isAnyFrameSeen() {
        return rates != null;
    }

    /** It is known who the peer is. */
    void prove() {
        acquaintance.prove();
    }

    boolean isKnown() {
        return acquaintance.isKnown();
    }

    /** What is left of all this for a next link. */
    SessionState leave(Backlog backlog) {
        return new SessionState(received(), backlog, roundTrip, rates);
    }

    /** Goes on where an earlier link ended. */
    void goOn(SessionState left) {
        roundTrip = left.roundTrip();
        rates = left.rates() == null ? rates : left.rates();
        countReceived(left.received());
        prove();
    }

    void onMessage() {
        if (receipts != null) {
            receipts.count();
        }
    }

    long received() {
        return receipts == null ? 0 : receipts.received();
    }

    /** A batch of input is over: the peer may be due to be told how much of it there was. */
    void onBatchEnd(long nowNanos) {
        if (isAnyFrameSeen()) {
            acquaintance.heard(nowNanos);
        }
        Receipts counting = receipts;
        if (counting == null || !counting.isAnyUntold()) {
            return;
        }
        if (counting.isFull()) {
            tellReceived();
        } else if (!deadlines.isSet(Due.ACK)) {
            deadlines.set(Due.ACK, nowNanos + Receipts.DELAY_NANOS);
            link.wakeAt(nowNanos + Receipts.DELAY_NANOS);
        }
    }

    void onTime(long nowNanos) {
        if (deadlines.isDue(Due.ACK, nowNanos)) {
            tellReceived();
        }
    }

    /** Tells the peer now how many messages have come in. */
    void tellReceived() {
        Receipts counting = receipts;
        if (counting != null) {
            deadlines.clear(Due.ACK);
            frames.ack(outbound, counting.tell());
            link.flushSoon();
        }
    }
}
