package dev.repod.internal.limit;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much memory all peers of a server together may make it hold: in frames that they have begun and not finished, and in what
 * waits for them because they do not take it. Above it those that hold the most are ended, one after the other. Confined to the
 * I/O thread.
 */
public final class BufferBudget {
    /** Whoever holds something. */
    public interface Holder {
        /** Ends, and holds nothing any more. */
        void giveUp(CloseReason reason, long nowNanos);
    }

    private final long mostBytes;
    private long heldBytes;
    private long nowNanos;
    private boolean makingRoom;

    /** All that hold something, in a ring that begins and ends here. */
    private final Share ring;

    public BufferBudget(long mostBytes) {
        this.mostBytes = mostBytes;
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
                end(largest());
            }
        } finally {
            makingRoom = false;
        }
    }

    private Share largest() {
        Share largest = ring.next;
        for (Share share = largest.next; share != ring; share = share.next) {
            if (share.bytes() > largest.bytes()) {
                largest = share;
            }
        }
        return largest;
    }

    private void end(Share largest) {
        CloseReason reason = largest.inputBytes >= largest.outputBytes
                ? CloseReason.overLimit("buffered_bytes", mostBytes, heldBytes)
                : CloseReason.of(
                        Kind.SLOW_CONSUMER,
                        "of what waits for all peers together the most waits for this one: " + largest.outputBytes
                                + " bytes");
        largest.holder().giveUp(reason, nowNanos);
        largest.set(0, 0);
    }

    /** What one of them holds. */
    public final class Share {
        private final @Nullable Holder holder;
        private Share previous = this;
        private Share next = this;
        private long inputBytes;
        private long outputBytes;

        private Share(@Nullable Holder holder) {
            this.holder = holder;
        }

        private Holder holder() {
            return Objects.requireNonNull(holder);
        }

        private long bytes() {
            return inputBytes + outputBytes;
        }

        /** It holds so much from now on. */
        public void hold(long input, long output, long atNanos) {
            if (input != inputBytes || output != outputBytes) {
                nowNanos = atNanos;
                hold(input, output);
            }
        }

        /** The same, at the time that was told last. */
        public void hold(long input, long output) {
            set(input, output);
            if (heldBytes > mostBytes) {
                makeRoom();
            }
        }

        private void set(long input, long output) {
            boolean wasHolding = bytes() > 0;
            heldBytes += input + output - bytes();
            inputBytes = input;
            outputBytes = output;
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
