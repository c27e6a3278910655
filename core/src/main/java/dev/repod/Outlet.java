package dev.repod;

import dev.repod.internal.session.Carrier;
import dev.repod.internal.session.LatestKey;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one connection, from any thread: encodes on the caller's, checks what both sides accept, and hands finished
 * frames to what carries the session, on its own.
 */
final class Outlet {
    private static final AtomicIntegerFieldUpdater<Outlet> HANDED_OVER =
            AtomicIntegerFieldUpdater.newUpdater(Outlet.class, "handedOverBytes");

    private final IoLoop io;
    private final Encoder encoderOfLoop;
    private final Carrier carrier;
    private final PeerLimits own;
    private final PeerLimitException.PeerLimited whoAccepts;
    private volatile PeerLimits peer;

    /** On its way from other threads to the loop. */
    private volatile int handedOverBytes;

    Outlet(
            IoLoop io,
            Encoder encoderOfLoop,
            Carrier carrier,
            PeerLimits own,
            PeerLimitException.PeerLimited whoAccepts) {
        this.io = io;
        this.encoderOfLoop = encoderOfLoop;
        this.carrier = carrier;
        this.own = own;
        this.whoAccepts = whoAccepts;
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
        return send(message, null);
    }

    int send(Record fields) {
        return send(fields, null);
    }

    /** Sends it in place of an earlier one of that action and key, if that still waits. */
    int sendLatest(Message message, @Nullable Object key) {
        Objects.requireNonNull(message, "message");
        return send(message, new LatestKey(message.action(), key));
    }

    int sendLatest(Record fields, @Nullable Object key) {
        Objects.requireNonNull(fields, "message");
        return send(fields, new LatestKey(RecordBinding.of(fields.getClass()).action(), key));
    }

    private int send(Message message, @Nullable LatestKey latest) {
        Objects.requireNonNull(message, "message");
        SendLimits.checkFlaw(message);
        byte[] frame = message.frame();
        check(message.action(), frame.length, message.depth());
        return handOver(frame, frame.length, latest);
    }

    private int send(Record fields, @Nullable LatestKey latest) {
        boolean inLoop = io.inLoop();
        Encoder encoder = inLoop ? encoderOfLoop : Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            RecordBinding binding = encoder.write(out, fields);
            check(binding.action(), out.length(), out.depth());
            byte[] frame = inLoop ? out.array() : out.toByteArray();
            return handOver(frame, out.length(), latest);
        } finally {
            encoder.end(out);
        }
    }

    /** What the library says on its own account: nobody called who could be told that it is over a limit. */
    void sendIfAccepted(Message message) {
        byte[] frame = message.frame();
        if (SendLimits.fits(frame.length, message.depth(), own)
                && SendLimits.fits(frame.length, message.depth(), peer)) {
            handOver(frame, frame.length, null);
        }
    }

    private void check(String action, int frameBytes, int depth) {
        SendLimits.check(action, frameBytes, depth, own);
        SendLimits.checkTold(action, frameBytes, depth, peer, whoAccepts);
    }

    /** The array must not change afterwards, unless this is the loop: it is copied at once. */
    private int handOver(byte[] frame, int length, @Nullable LatestKey latest) {
        if (io.inLoop()) {
            put(frame, length, latest);
            return length;
        }
        HANDED_OVER.addAndGet(this, length);
        boolean isTaken = onLoop(() -> {
            HANDED_OVER.addAndGet(this, -length);
            put(frame, length, latest);
        });
        if (isTaken) {
            return length;
        }
        HANDED_OVER.addAndGet(this, -length);
        return 0;
    }

    private void put(byte[] frame, int length, @Nullable LatestKey latest) {
        if (latest == null) {
            carrier.send(frame, 0, length);
        } else {
            carrier.sendLatest(latest, frame, 0, length);
        }
    }

    /** False where the loop has ended, and everything with it. */
    private boolean onLoop(Runnable task) {
        try {
            io.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /** One frame of a broadcast, on the loop. False where this side's limits let it through, and the peer's do not. */
    boolean sendEncoded(byte[] frame, int length, int depth, @Nullable LatestKey latest) {
        if (!SendLimits.fits(length, depth, peer)) {
            return false;
        }
        put(frame, length, latest);
        return true;
    }

    // ---- how much waits

    /** The bytes that were sent and that the system was not handed. */
    int queuedBytes() {
        return carrier.queuedBytes() + handedOverBytes;
    }

    /**
     * Whether there is room for more. Where there is none the program is told once there is: here it has been promised that.
     *
     * @param waitingElsewhere bytes that are on their way to the carrier besides
     */
    boolean isWritable(long waitingElsewhere) {
        if (carrier.isFull()) {
            return false;
        }
        if (queuedBytes() + waitingElsewhere <= Carrier.FULL_BYTES) {
            return true;
        }
        awaitRoom();
        return false;
    }

    /** There is none now, whatever waits. */
    void awaitRoom() {
        carrier.awaitRoom();
        if (!io.inLoop()) {
            // Behind what this thread has sent. On the loop a flush is still to come.
            onLoop(carrier::lookForRoom);
        }
    }
}
