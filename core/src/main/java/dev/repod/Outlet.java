package dev.repod;

import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.session.Session;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/**
 * The way out of one connection, from any thread: encodes on the caller's, checks what both sides accept, and hands finished
 * frames to the session on its own.
 */
final class Outlet {
    private final IoLoop io;
    private final Session session;
    private final PeerLimits own;
    private volatile PeerLimits peer;

    Outlet(IoLoop io, Session session, PeerLimits own) {
        this.io = io;
        this.session = session;
        this.own = own;
        this.peer = own;
    }

    /** The peer has said what it accepts. */
    void peerLimits(PeerLimits limits) {
        peer = limits;
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

    /** The array must not change afterwards, unless this is the loop: the session copies it at once. */
    private int handOver(byte[] frame, int length) {
        if (io.inLoop()) {
            session.send(frame, 0, length);
            return length;
        }
        try {
            io.execute(() -> session.send(frame, 0, length));
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
        session.send(frame, 0, length);
        return true;
    }
}
