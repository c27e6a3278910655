package dev.repod.testkit;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One direction of a connection: what one end writes arrives at the other in the same order, a latency later, in segments
 * that chance chooses. As with TCP only so much is on the way or unread; the rest waits with the sender. The sender's loop
 * writes, the receiver's reads.
 */
final class Pipe {
    /** How much may be on its way to a receiver, or wait there to be read: the two ends' socket buffers. */
    static final int WINDOW_BYTES = 256 << 10;

    private static final byte[] NOTHING = {};

    private final Timeline timeline;
    private final RandomGenerator cuts;
    private final MemoryLink sender;
    private final MemoryLink receiver;
    private byte[] unsent = NOTHING;
    private int unsentFrom;
    private int room = WINDOW_BYTES;
    private boolean endWanted;
    private boolean endSent;

    Pipe(Timeline timeline, RandomGenerator cuts, MemoryLink sender, MemoryLink receiver) {
        this.timeline = timeline;
        this.cuts = cuts;
        this.sender = sender;
        this.receiver = receiver;
    }

    boolean hasUnsent() {
        return unsentFrom < unsent.length;
    }

    void write(byte[] array, int from, int to) {
        if (hasUnsent() || endWanted) {
            throw new IllegalStateException("written " + (endWanted ? "after the end" : "while not writable"));
        }
        unsent = Arrays.copyOfRange(array, from, to);
        unsentFrom = 0;
        transmit();
    }

    /** Ends the stream, after what was written. */
    void end() {
        endWanted = true;
        transmit();
    }

    /** Forgets what is not yet on its way. */
    void dropUnsent() {
        unsent = NOTHING;
        unsentFrom = 0;
    }

    /** Breaks the connection: what the receiver has not read is lost. */
    void reset() {
        dropUnsent();
        endWanted = true;
        endSent = true;
        timeline.after(MemoryNetwork.LATENCY_NANOS, receiver.loop(), receiver::onResetArrived);
    }

    /** The receiver has read that much: the sender will hear that there is room again. */
    void taken(int bytes) {
        timeline.after(MemoryNetwork.LATENCY_NANOS, sender.loop(), () -> onRoom(bytes));
    }

    private void onRoom(int bytes) {
        room += bytes;
        boolean waited = hasUnsent();
        transmit();
        if (waited && !hasUnsent()) {
            sender.onAllSent();
        }
    }

    private void transmit() {
        while (hasUnsent() && isRoomWorthwhile()) {
            int bytes = Cuts.upTo(Math.min(room, unsent.length - unsentFrom), cuts);
            byte[] segment = Arrays.copyOfRange(unsent, unsentFrom, unsentFrom + bytes);
            unsentFrom += bytes;
            room -= bytes;
            timeline.after(MemoryNetwork.LATENCY_NANOS, receiver.loop(), () -> receiver.onArrived(segment));
        }
        if (endWanted && !endSent && !hasUnsent()) {
            endSent = true;
            timeline.after(MemoryNetwork.LATENCY_NANOS, receiver.loop(), receiver::onEndArrived);
        }
    }

    /** Room for all that is left or for a good deal of it: else segments would shrink to single bytes (RFC 1122, 4.2.3.4). */
    private boolean isRoomWorthwhile() {
        return room >= Math.min(unsent.length - unsentFrom, WINDOW_BYTES / 4);
    }
}
