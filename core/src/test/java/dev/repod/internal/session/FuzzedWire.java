package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.internal.wire.FuzzInput;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One link with its session, and what a peer has sent that has not come in yet. It keeps to what a real transport does. */
abstract class FuzzedWire implements FuzzedTime.Woken {
    /** The largest answer to the smallest question, the longest goodbye, and what greets: far above all of them. */
    private static final int ANSWER_FACTOR = 4;

    private static final int OWN_WORDS_BYTES = 4096;

    final FuzzedLink link;
    final FuzzedTime time;
    long programBytes;
    private final int replayBytes;
    private byte[] network = {};
    private long fedBytes;
    private long wakes;
    private int peakQueued;
    private boolean inputEndSent;
    private boolean inputEnded;
    private boolean gone;

    FuzzedWire(FuzzedLink link, FuzzedTime time, int replayBytes) {
        this.link = link;
        this.time = time;
        this.replayBytes = replayBytes;
    }

    abstract Session session();

    /** How often it was told that the link is gone. */
    abstract int farewells();

    @Override
    public FuzzedLink link() {
        return link;
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    // ---- what the peer does

    /** It sends something, of which so much arrives now. */
    void send(byte[] bytes, int arriving) {
        if (!inputEndSent) {
            network = Frames.joined(network, bytes);
            arrive(arriving);
        }
    }

    void arrive(int most) {
        int size = Math.min(most, network.length);
        if (gone || inputEnded || !link.reading) {
            return;
        }
        if (size > 0) {
            byte[] bytes = Frames.joined(new byte[] {-1}, Arrays.copyOf(network, size), new byte[] {-1});
            network = Arrays.copyOfRange(network, size, network.length);
            fedBytes += size;
            session().onBytes(bytes, 1, 1 + size, time.nowNanos);
        }
        if (inputEndSent && network.length == 0 && link.reading && !gone) {
            inputEnded = true;
            session().onInputEnded(time.nowNanos);
        }
    }

    void endInput() {
        inputEndSent = true;
        arrive(network.length);
    }

    void drain() {
        link.roomBytes = Integer.MAX_VALUE;
        if (!gone) {
            session().onWritable(time.nowNanos);
        }
    }

    void breakLink(FuzzInput in) {
        switch (in.pick(4)) {
            case 0 -> closed(new IOException("Connection reset"));
            case 1 -> closed(new SocketTimeoutException("no answer"));
            case 2 -> closed(new IOException());
            default -> closed(null);
        }
    }

    private void closed(@Nullable Throwable cause) {
        if (!gone) {
            gone = true;
            link.over();
            session().onClosed(cause, time.nowNanos);
        }
    }

    // ---- the loop

    @Override
    public void onTime(long nowNanos) {
        wakes++;
        session().onTime(nowNanos);
        turn();
    }

    /** The end of a turn of the loop. */
    void turn() {
        while (link.flushAsked && !gone) {
            link.flushAsked = false;
            session().onFlush(time.nowNanos);
        }
        if (link.closeAsked) {
            closed(null);
        }
        judge();
    }

    private void judge() {
        Session session = session();
        int queued = session.queuedBytes();
        peakQueued = Math.max(peakQueued, queued);
        check(farewells() == (gone ? 1 : 0), "told " + farewells() + " times that the link is gone");
        check(!gone || !session.isOpen(), "a session is open without a link");
        check(!gone || queued == 0, "bytes wait for a link that is gone");
        long asked = ANSWER_FACTOR * fedBytes + OWN_WORDS_BYTES + 64 * wakes;
        check(queued <= programBytes + asked, queued + " bytes wait, the program sent " + programBytes);
        long needed = 2L * (peakQueued + replayBytes) + OutboundQueue.BATCH_BYTES;
        check(session.outbound.heldBytes() <= needed, session.outbound.heldBytes() + " bytes are held, not " + needed);
    }

    /** The program ends it, whatever state it is in. */
    void stop() {
        session().close(CloseReason.of(CloseReason.Kind.STOPPED, ""), time.nowNanos);
        turn();
    }

    /** A link that was ended is gone after a while, though the peer does nothing about it. */
    void assertGone() {
        check(gone, "the link is still there");
    }
}
