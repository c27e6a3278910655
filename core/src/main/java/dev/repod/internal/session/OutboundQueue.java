package dev.repod.internal.session;

import dev.repod.internal.wire.FrameCutter;
import dev.repod.internal.wire.SpareArrays;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for the socket, in order, with their boundaries: they are handed over whole, and only as many as the
 * system takes without building a queue of its own below this one. They lie one behind the other in an array, which is
 * borrowed while there are any; each frame's header tells where it ends.
 *
 * <p>With a session the messages that were handed over stay where they are until the peer acknowledges them, so that a later
 * link can send them again: keeping them costs no copy.
 *
 * <p>Of what waits a newer frame may supersede an older one, which is then skipped: see {@link LatestFrames}.
 */
final class OutboundQueue {
    /** What is handed over at once: large enough to cost one system call for a burst, small enough to stay interruptible. */
    static final int BATCH_BYTES = 64 << 10;

    private static final byte[] NO_BYTES = {};

    private final SpareArrays spare;
    private final FlightRecorder flight;
    private byte[] bytes = NO_BYTES;

    /** Where what is still needed begins: what is kept, and behind it what waits. */
    private int first;

    /** Where what waits begins. */
    private int head;

    private int tail;

    /** Where the newest of those messages ends that have to arrive; at or before the head where none of them waits. */
    private int reliableEnd;

    /** The same, when it was asked to be remembered. */
    private int markedEnd;

    /** Whether such a message may be in what the link was handed last. */
    private boolean reliableUnderWay;

    /** What the link was handed last. */
    private int handedBytes;

    /** Null until something is sent that a newer one may supersede. */
    private @Nullable LatestFrames latest;

    /** Null where messages are not counted, and nothing that was handed over is kept. */
    private @Nullable SentMessages sent;

    OutboundQueue(SpareArrays spare, FlightRecorder flight) {
        this.spare = spare;
        this.flight = flight;
    }

    boolean isEmpty() {
        return head == tail;
    }

    int queuedBytes() {
        return tail - head - deadBytes();
    }

    private int deadBytes() {
        return latest == null ? 0 : latest.deadBytes();
    }

    /** The memory that the link takes for what it was handed and the system has not taken: a whole batch for any part of one. */
    int handedBytes(Link link) {
        return handedBytes == 0 || link.isWritable() ? 0 : Math.max(BATCH_BYTES, handedBytes);
    }

    /** The size of the frame that is to be handed over next; 0 where none is. */
    int nextBytes() {
        int at = head;
        while (at < tail && LatestFrames.isDead(bytes, at)) {
            at += LatestFrames.frameBytes(bytes, at);
        }
        return at < tail ? FrameCutter.frameBytes(bytes, at) : 0;
    }

    /** The memory that what waits and what is kept takes. */
    int heldBytes() {
        return bytes.length;
    }

    /** Adds a message that has to arrive, its header included. */
    void appendMessage(byte[] array, int from, int to) {
        append(array, from, to);
        reliableEnd = tail;
    }

    /** Adds a message in place of an earlier one of this key, if that still waits: at the end, so that it overtakes nothing. */
    void appendLatest(LatestKey key, byte[] array, int from, int to) {
        LatestFrames frames = latest;
        if (frames == null) {
            frames = new LatestFrames();
            latest = frames;
        }
        frames.supersede(bytes, key);
        append(array, from, to);
        frames.put(key, tail - (to - from));
    }

    /** Adds one frame of the library's own, its header included. */
    void append(byte[] array, int from, int to) {
        flight.sent(array, from, to);
        int size = to - from;
        if (bytes.length - tail < size) {
            makeRoom(size);
        }
        System.arraycopy(array, from, bytes, tail, size);
        tail += size;
    }

    /** Hands frames over for as long as the link takes them. */
    void writeTo(Link link) {
        if (link.isWritable()) {
            dropDead();
        }
        while (head < tail && link.isWritable()) {
            int from = head;
            head = endOfBatch();
            reliableUnderWay = reliableEnd > from;
            handedBytes = head - from;
            link.write(bytes, from, head);
            handedOver(from, head);
        }
        if (latest != null) {
            latest.forgetBefore(head);
        }
        giveBackIfUnused();
    }

    /** Whether a message that has to arrive waits, here or because the system has not taken what the link was handed last. */
    boolean isReliableWaiting(Link link) {
        return reliableEnd > head || (reliableUnderWay && !link.isWritable());
    }

    /** Remembers the newest message that has to arrive. */
    void mark() {
        markedEnd = reliableEnd;
    }

    /** Whether the message that is remembered has not been handed over. */
    boolean isMarkedWaiting() {
        return markedEnd > head;
    }

    private void dropDead() {
        LatestFrames frames = latest;
        if (frames != null && frames.deadBytes() > 0) {
            reliableEnd -= LatestFrames.deadBytes(bytes, head, reliableEnd);
            markedEnd -= LatestFrames.deadBytes(bytes, head, markedEnd);
            tail = frames.moveLiving(bytes, head, tail, head, false);
        }
    }

    private void handedOver(int from, int to) {
        SentMessages account = sent;
        if (account == null) {
            first = to;
            return;
        }
        int at = from + account.skipUncounted(to - from);
        if (account.isNothingKept()) {
            first = at;
        }
        while (at < to) {
            int size = FrameCutter.frameBytes(bytes, at);
            if (MessageFrames.isMessage(bytes, at)) {
                account.wrote(size);
            }
            at += size;
        }
        trim(account);
    }

    private void trim(SentMessages account) {
        while (account.isOver()) {
            releaseFirst(account);
        }
        if (account.isNothingKept()) {
            first = head;
        }
    }

    /** Lets go of the oldest message that is kept, and of the library's own frames before it. */
    private void releaseFirst(SentMessages account) {
        boolean found = false;
        while (!found) {
            int size = FrameCutter.frameBytes(bytes, first);
            found = MessageFrames.isMessage(bytes, first);
            first += size;
            if (found) {
                account.released(size);
            }
        }
    }

    private void giveBackIfUnused() {
        if (first == tail) {
            clear();
        }
    }

    // ---- with a session

    /**
     * Counts messages from here on: of what is in the queue now, none. What is handed over is kept within the bounds, the
     * newest first.
     */
    void count(ReplayBounds bounds) {
        settle();
        sent = new SentMessages(bounds, queuedBytes(), 0, 0);
    }

    /** Goes on where an earlier link ended: behind what waits now come the messages that the peer has not received. */
    void goOn(ReplayBounds bounds, Backlog backlog, long received) {
        settle();
        sent = new SentMessages(bounds, queuedBytes(), received, backlog.written());
        backlog.moveTo(this, received);
    }

    /** What waits now is told from what counts by its bytes: it stays as it is. */
    private void settle() {
        dropDead();
        if (latest != null) {
            latest.forget();
        }
    }

    /** Counts on, and keeps so much from now on; what is kept beyond that is let go. Without effect where nothing is counted. */
    void keep(ReplayBounds bounds) {
        SentMessages account = sent;
        if (account != null) {
            account.bounds(bounds);
            trim(account);
            giveBackIfUnused();
        }
    }

    /** The peer takes no part in sessions: what it says it has received means nothing. */
    void countNothing() {
        keep(ReplayBounds.NOTHING);
        sent = null;
    }

    /** How many messages were handed over, up to this link and on it. */
    long written() {
        return sent == null ? 0 : sent.written();
    }

    /** How many messages the peer can have received at the most. */
    long reached() {
        return sent == null ? 0 : sent.reached();
    }

    /** The peer has so many messages; false where that cannot be, because so many were not handed over. */
    boolean acknowledge(long received) {
        SentMessages account = sent;
        if (account == null) {
            return true;
        }
        if (received > account.written()) {
            return false;
        }
        while (account.released() < received) {
            releaseFirst(account);
        }
        trim(account);
        giveBackIfUnused();
        return true;
    }

    /** Takes out all messages that the peer does not have for certain, because the link is gone. */
    Backlog detach(ReplayBounds bounds) {
        SentMessages account = sent == null ? new SentMessages(bounds, 0, 0, 0) : sent;
        LatestFrames frames = latest == null ? new LatestFrames() : latest;
        int end = frames.moveLiving(bytes, first, account.isNothingKept() ? first : head, 0, true);
        end = frames.moveLiving(bytes, head + account.uncountedBytes(), tail, end, true);
        Backlog backlog = new Backlog(bounds, account, bytes, end, frames);
        latest = null;
        drop();
        return backlog;
    }

    /** Lets go of everything, and counts no more. */
    void drop() {
        sent = null;
        clear();
    }

    /** The link is gone, with what it was handed. */
    void linkClosed() {
        handedBytes = 0;
        clear();
    }

    // ---- the array

    void clear() {
        spare.giveBack(bytes);
        bytes = NO_BYTES;
        first = 0;
        head = 0;
        tail = 0;
        reliableEnd = 0;
        markedEnd = 0;
        if (latest != null) {
            latest.clear();
        }
    }

    /** Everything where that is no more than a batch; whole frames otherwise, and one at least. */
    private int endOfBatch() {
        if (tail - head <= BATCH_BYTES) {
            return tail;
        }
        int end = head + FrameCutter.frameBytes(bytes, head);
        while (end < tail && end + FrameCutter.frameBytes(bytes, end) - head <= BATCH_BYTES) {
            end += FrameCutter.frameBytes(bytes, end);
        }
        return end;
    }

    /** Moves what is left to the front when that is at most half of the array, and doubles the array otherwise. */
    private void makeRoom(int size) {
        dropDead();
        int needed = tail - first;
        byte[] from = bytes;
        if (needed + size > bytes.length || needed > bytes.length / 2) {
            long doubled = Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length);
            bytes = spare.take((int) Math.max(doubled, Math.addExact(needed, size)));
        }
        System.arraycopy(from, first, bytes, 0, needed);
        if (from != bytes) {
            spare.giveBack(from);
        }
        moved(first);
        first = 0;
        tail = needed;
    }

    private void moved(int by) {
        head -= by;
        reliableEnd = Math.max(0, reliableEnd - by);
        markedEnd = Math.max(0, markedEnd - by);
        if (latest != null) {
            latest.shift(by);
        }
    }
}
