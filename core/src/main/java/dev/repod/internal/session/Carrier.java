package dev.repod.internal.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where the frames of one session go: to the link that carries it, into what is kept for the next link while there is none,
 * and nowhere once it is over. Confined to the I/O thread, but for the round trip, the flight record, and how much waits.
 */
public final class Carrier {
    /** A peer for which more than this waits at the end of a flush has no room, until only half of it waits. */
    public static final int FULL_BYTES = 64 << 10;

    private static final VarHandle QUEUED_BYTES = queuedBytesHandle();

    private final Runnable whenRoom;
    private volatile @Nullable Session link;
    private @Nullable SessionState state;
    private Runnable onOverflow = () -> {};
    private volatile @Nullable RoundTrip roundTrip;
    private volatile @Nullable FlightRecorder flight;

    /** Whether there is no room for more, or was none when the program asked. */
    private volatile boolean full;

    /** Written by the I/O thread alone, and so cheaply that each message can afford it. */
    @SuppressWarnings("unused") // by its handle
    private int queuedBytes;

    /**
     * Carries nothing yet.
     *
     * @param whenRoom is run once there is room again, on the I/O thread
     */
    public Carrier(Runnable whenRoom) {
        this.whenRoom = whenRoom;
    }

    private static VarHandle queuedBytesHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(Carrier.class, "queuedBytes", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** From now on that link carries it. */
    public void attach(Session newLink) {
        link = newLink;
        state = null;
        roundTrip = newLink.upkeep.roundTrip();
        newLink.carrier = this;
        tellQueued(newLink.queuedBytes());
        flight = newLink.flight;
    }

    /**
     * From now on frames are kept for a next link.
     *
     * @param whenTooMany is called once more is sent than is kept
     */
    public void detach(SessionState left, Runnable whenTooMany) {
        link = null;
        state = left;
        onOverflow = whenTooMany;
        tellQueued(left.queuedBytes());
    }

    /** The session is over: what is sent now is dropped. */
    public void drop() {
        link = null;
        state = null;
        tellQueued(0);
    }

    /** The link that carries it, or null. */
    public @Nullable Session link() {
        return link;
    }

    /** What is kept while no link carries it, or null. */
    public @Nullable SessionState state() {
        return state;
    }

    /** Sends or keeps one frame, its header included. */
    public void send(byte[] array, int from, int to) {
        Session open = link;
        SessionState left = state;
        if (open != null) {
            open.send(array, from, to);
            sentOn(open);
        } else if (left != null) {
            kept(left, left.isOverflown() || left.send(array, from, to));
        }
    }

    /** The same for a frame that takes the place of an earlier one of its key, where that still waits. */
    public void sendLatest(LatestKey key, byte[] array, int from, int to) {
        Session open = link;
        SessionState left = state;
        if (open != null) {
            open.sendLatest(key, array, from, to);
            sentOn(open);
        } else if (left != null) {
            kept(left, left.isOverflown() || left.sendLatest(key, array, from, to));
        }
    }

    /** The link may have ended over it, and be this one's no more. */
    private void sentOn(Session open) {
        if (open == link) {
            tellQueued(open.queuedBytes());
        }
    }

    private void kept(SessionState left, boolean fits) {
        tellQueued(left.queuedBytes());
        if (!fits) {
            onOverflow.run();
        }
    }

    // ---- how much waits

    /** A flush of that link is over. */
    void onFlushed(Session flushed) {
        if (flushed == link) {
            int waiting = flushed.queuedBytes();
            tellQueued(waiting);
            if (waiting > FULL_BYTES) {
                full = true;
            } else {
                lookForRoom();
            }
        }
    }

    /** The program found no room: it is told when there is some. From any thread; {@link #lookForRoom} has to follow. */
    public void awaitRoom() {
        full = true;
    }

    /** Tells of room that there is. */
    public void lookForRoom() {
        Session open = link;
        if (full && open != null && open.queuedBytes() <= FULL_BYTES / 2) {
            full = false;
            whenRoom.run();
        }
    }

    /** Whether there was no room when that was last looked at. From any thread. */
    public boolean isFull() {
        return full;
    }

    /** How many bytes wait that no link was handed. From any thread. */
    public int queuedBytes() {
        return (int) QUEUED_BYTES.getOpaque(this);
    }

    private void tellQueued(int bytes) {
        QUEUED_BYTES.setOpaque(this, bytes);
    }

    /** The smoothed round trip in nanoseconds, or null while it was not measured. From any thread. */
    public @Nullable Long roundTripNanos() {
        RoundTrip measured = roundTrip;
        return measured == null ? null : measured.smoothedNanos();
    }

    /** What went over the links so far, also when it is over; null while there was none. From any thread. */
    public @Nullable FlightRecorder flight() {
        return flight;
    }
}
