package dev.repod.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a connection sends to the other: a stream, in segments that chance chooses. As with TCP only so much is on
 * the way or unread; the rest waits with the sender. The sender's loop writes.
 */
final class Pipe {
    /** How much may be on its way to a receiver, or wait there to be read: the two ends' socket buffers. */
    static final int WINDOW_BYTES = 256 << 10;

    /** What was read is told to the sender once it is worth a word (RFC 1122, 4.2.3.3). */
    private static final int ROOM_WORTH_TELLING_BYTES = WINDOW_BYTES / 8;

    /** How long what was sent may stay unacknowledged: what the real transport sets as TCP_USER_TIMEOUT. */
    private static final long UNACKNOWLEDGED_TIMEOUT_NANOS =
            Duration.ofSeconds(30).toNanos();

    private static final byte[] NOTHING = {};

    private final Timeline timeline;
    private final RandomGenerator cuts;
    private final MemoryLink sender;
    private final Wire there;
    private final Wire back;
    private byte[] unsent = NOTHING;
    private int unsentFrom;
    private int room = WINDOW_BYTES;
    private int untoldRoom;
    private boolean endWanted;
    private boolean endSent;
    private @Nullable TimedTask timeout;

    /**
     * A pipe without anything in it.
     *
     * @param there what carries the stream
     * @param back what carries the acknowledgements
     */
    Pipe(Machine machine, MemoryLink sender, Wire there, Wire back) {
        this.timeline = machine.timeline();
        this.cuts = machine.cuts();
        this.sender = sender;
        this.there = there;
        this.back = back;
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
        stop();
        there.send(Packet.reset());
    }

    /** Nothing is sent from now on, not even an end. */
    void stop() {
        dropUnsent();
        endWanted = true;
        endSent = true;
        unwatch();
    }

    /** The receiver has read that much. */
    void taken(int bytes) {
        untoldRoom += bytes;
        if (untoldRoom >= ROOM_WORTH_TELLING_BYTES) {
            back.send(Packet.room(untoldRoom));
            untoldRoom = 0;
        }
    }

    /** There is room for that much more; what waits for it is sent once the sender's loop looks. */
    void makeRoom(int bytes) {
        room += bytes;
    }

    /** Sends on what had to wait. Answers whether that was the rest of it. */
    boolean transmitRest() {
        if (!hasUnsent()) {
            return false;
        }
        transmit();
        return !hasUnsent();
    }

    private void transmit() {
        while (hasUnsent() && isRoomWorthwhile()) {
            int bytes = Cuts.upTo(Math.min(room, unsent.length - unsentFrom), cuts);
            sendAcknowledged(Packet.bytes(unsent, unsentFrom, unsentFrom + bytes));
            unsentFrom += bytes;
            room -= bytes;
        }
        if (endWanted && !endSent && !hasUnsent()) {
            endSent = true;
            sendAcknowledged(Packet.end());
        }
    }

    private void sendAcknowledged(Packet packet) {
        there.send(packet);
        if (isImpaired()) {
            watch();
        }
    }

    /** Room for all that is left or for a good deal of it: else segments would shrink to single bytes (RFC 1122, 4.2.3.4). */
    private boolean isRoomWorthwhile() {
        return room >= Math.min(unsent.length - unsentFrom, WINDOW_BYTES / 4);
    }

    // ---- what stays unacknowledged: only watched while a fault can be the cause

    private boolean isImpaired() {
        return there.isImpaired() || back.isImpaired();
    }

    /** The way there has become impaired: what is on it is unacknowledged. */
    void watchWhatIsUnderWay() {
        if (there.hasUnacknowledged()) {
            watch();
        }
    }

    /** Something has arrived: it is acknowledged, unless the way back is impaired. */
    void acknowledge() {
        if (back.isImpaired()) {
            watch();
        }
    }

    private void watch() {
        if (timeout == null) {
            timeout = timeline.afterBySystem(UNACKNOWLEDGED_TIMEOUT_NANOS, this::onUnacknowledged);
        }
    }

    /** Both ways work again: everything that was sent will be acknowledged. */
    void unwatchIfRepaired() {
        if (!isImpaired()) {
            unwatch();
        }
    }

    private void unwatch() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }

    private void onUnacknowledged() {
        timeout = null;
        stop();
        there.drop();
        sender.onUnacknowledged();
    }
}
