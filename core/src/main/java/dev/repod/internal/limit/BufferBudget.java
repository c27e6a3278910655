package dev.repod.internal.limit;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much memory all peers of a server together may make it hold: in frames that they have begun and not finished, and in what
 * waits for them because they do not take it. Above it those that hold the most are ended, one after the other. Of frames that were
 * begun by those of whom nothing is known only a part of it is held, for which only they are ended. Confined to the I/O thread.
 */
public final class BufferBudget {
    /** Whoever holds something. */
    public interface Holder {
        /** Ends, and holds nothing any more. */
        void giveUp(CloseReason reason, long nowNanos);
    }

    private final long mostBytes;
    private final long mostStrangersBytes;
    private long heldBytes;
    private long strangersBytes;
    private long nowNanos;
    private boolean makingRoom;

    /** All that hold something, in a ring that begins and ends here. */
    private final Share ring;

    /**
     * Nothing is held yet.
     *
     * @param mostStrangersBytes how much of it may be in frames that were begun by those of whom nothing is known
     */
    public BufferBudget(long mostBytes, long mostStrangersBytes) {
        this.mostBytes = mostBytes;
        this.mostStrangersBytes = mostStrangersBytes;
        this.ring = new Share(null);
    }

    /** An account of somebody who holds nothing yet. */
    public Share open(Holder holder) {
        return new Share(holder);
    }

    public long heldBytes() {
        return heldBytes;
    }

    private void makeRoom() {
        if (makingRoom) {
            return; // whoever ended just now tells of it
        }
        makingRoom = true;
        try {
            while (heldBytes > mostBytes && ring.next != ring) {
                Share largest = largest(Share::bytes);
                end(largest, tooMuch(largest));
            }
            while (strangersBytes > mostStrangersBytes) {
                end(
                        largest(Share::strangersBytes),
                        CloseReason.overLimit("buffered_bytes", mostStrangersBytes, strangersBytes));
            }
        } finally {
            makingRoom = false;
        }
    }

    private Share largest(ToLongFunction<Share> size) {
        Share largest = ring.next;
        for (Share share = largest.next; share != ring; share = share.next) {
            if (size.applyAsLong(share) > size.applyAsLong(largest)) {
                largest = share;
            }
        }
        return largest;
    }

    private CloseReason tooMuch(Share largest) {
        return largest.inputBytes >= largest.outputBytes
                ? CloseReason.overLimit("buffered_bytes", mostBytes, heldBytes)
                : CloseReason.of(
                        Kind.SLOW_CONSUMER,
                        "of what waits for all peers together the most waits for this one: " + largest.outputBytes
                                + " bytes");
    }

    private void end(Share largest, CloseReason reason) {
        largest.holder().giveUp(reason, nowNanos);
        largest.set(0, 0, largest.isKnown);
    }

    /** What one of them holds. */
    public final class Share {
        private final @Nullable Holder holder;
        private Share previous = this;
        private Share next = this;
        private long inputBytes;
        private long outputBytes;
        private boolean isKnown;

        private Share(@Nullable Holder holder) {
            this.holder = holder;
        }

        private Holder holder() {
            return Objects.requireNonNull(holder);
        }

        private long bytes() {
            return inputBytes + outputBytes;
        }

        private long strangersBytes() {
            return isKnown ? 0 : inputBytes;
        }

        /** It holds so much from now on; where it is known who that is, it is no stranger's. */
        public void hold(long input, long output, boolean known, long atNanos) {
            if (input != inputBytes || output != outputBytes || known != isKnown) {
                nowNanos = atNanos;
                hold(input, output, known);
            }
        }

        /** So much waits for it from now on, and it is known who that is; at the time that was told last. */
        public void hold(long output) {
            hold(0, output, true);
        }

        private void hold(long input, long output, boolean known) {
            set(input, output, known);
            if (heldBytes > mostBytes || strangersBytes > mostStrangersBytes) {
                makeRoom();
            }
        }

        private void set(long input, long output, boolean known) {
            boolean wasHolding = bytes() > 0;
            heldBytes -= bytes();
            BufferBudget.this.strangersBytes -= strangersBytes();
            inputBytes = input;
            outputBytes = output;
            isKnown = known;
            heldBytes += bytes();
            BufferBudget.this.strangersBytes += strangersBytes();
            if (wasHolding != (bytes() > 0)) {
                move(!wasHolding);
            }
        }

        private void move(boolean in) {
            if (in) {
                previous = ring.previous;
                next = ring;
                ring.previous.next = this;
                ring.previous = this;
            } else {
                previous.next = next;
                next.previous = previous;
                previous = this;
                next = this;
            }
        }
    }
}
