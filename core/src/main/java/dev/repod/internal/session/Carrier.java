package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * Where the frames of one session go: to the link that carries it, into what is kept for the next link while there is none,
 * and nowhere once it is over. Confined to the I/O thread, but for the round trip
 * and the flight record.
 */
public final class Carrier {
    private @Nullable Session link;
    private @Nullable SessionState state;
    private Runnable onOverflow = () -> {};
    private volatile @Nullable RoundTrip roundTrip;
    private volatile @Nullable FlightRecorder flight;

    /** Carries nothing yet. */
    public Carrier() {}

    /** From now on that link carries it. */
    public void attach(Session newLink) {
        link = newLink;
        state = null;
        roundTrip = newLink.upkeep.roundTrip();
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
    }

    /** The session is over: what is sent now is dropped. */
    public void drop() {
        link = null;
        state = null;
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
        if (open != null) {
            open.send(array, from, to);
            return;
        }
        SessionState left = state;
        if (left != null && !left.isOverflown() && !left.send(array, from, to)) {
            onOverflow.run();
        }
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
