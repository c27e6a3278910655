package dev.repod;

import dev.repod.internal.session.Carrier;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one connection, from any thread: encodes on the caller's, checks what both sides accept, and hands finished
 * frames to what carries the session, on its own.
 */
final class Outlet {
    private final IoLoop io;
    private final Carrier carrier;
    private final PeerLimits own;
    private volatile PeerLimits peer;

    Outlet(IoLoop io, Carrier carrier, PeerLimits own) {
        this.io = io;
        this.carrier = carrier;
        this.own = own;
        this.peer = own;
    }

    /** The peer has said what it accepts. */
    void peerLimits(PeerLimits limits) {
        peer = limits;
    }

    /** The smoothed round trip in nanoseconds, or null while it was not measured. */
    @Nullable Long roundTripNanos() {
        return carrier.roundTripNanos();
    }

    int send(Message message) {
        Objects.requireNonNull(message, "message");
        SendLimits.checkFlaw(message);
        byte[] frame = message.frame();
        check(message.action(), frame.length, message.depth());
        return handOver(frame, frame.length);
    }

    int send(Record fields) {
        PackWriter out = Encoder.begin();
        try {
            RecordBinding binding = Encoder.write(out, fields);
            check(binding.action(), out.length(), out.depth());
            return io.inLoop() ? handOver(out.array(), out.length()) : handOver(out.toByteArray(), out.length());
        } finally {
            Encoder.end(out);
        }
    }

    /** What the library says on its own account: nobody called who could be told that it is over a limit. */
    void sendIfAccepted(Message message) {
        byte[] frame = message.frame();
        if (SendLimits.fits(frame.length, message.depth(), own)
                && SendLimits.fits(frame.length, message.depth(), peer)) {
            handOver(frame, frame.length);
        }
    }

    private void check(String action, int frameBytes, int depth) {
        SendLimits.check(action, frameBytes, depth, own, SendLimits.OURS);
        SendLimits.check(action, frameBytes, depth, peer, SendLimits.THEIRS);
    }

    /** The array must not change afterwards, unless this is the loop: it is copied at once. */
    private int handOver(byte[] frame, int length) {
        if (io.inLoop()) {
            carrier.send(frame, 0, length);
            return length;
        }
        try {
            io.execute(() -> carrier.send(frame, 0, length));
            return length;
        } catch (RejectedExecutionException ended) {
            return 0;
        }
    }

    /** One frame of a broadcast, on the loop. False where this side's limits let it through, and the peer's do not. */
    boolean sendEncoded(byte[] frame, int length, int depth) {
        if (!SendLimits.fits(length, depth, peer)) {
            return false;
        }
        carrier.send(frame, 0, length);
        return true;
    }
}
