package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much memory all peers of a server together may make it hold: in frames that they have begun and not finished, and in what
 * waits for them because they do not take it. Above it those that hold the most are ended, one after the other. Confined to the
 * I/O thread.
 */
final class BufferBudget {
    /** Whoever holds something. */
    interface Holder {
        /** Ends, and holds nothing any more. */
        void giveUp(CloseReason reason, long nowNanos);

        /** Gives back what it only keeps for the next time. */
        default void letGoOfSpare() {}
    }

    private final long mostBytes;
    private long heldBytes;
    private long nowNanos;
    private boolean makingRoom;

    /** All that hold something, in a ring that begins and ends here. */
    private final Share ring;

    BufferBudget(long mostBytes) {
        this.mostBytes = mostBytes;
        this.ring = new Share(null);
    }

    /** An account of somebody who holds nothing yet. */
    Share open(Holder holder) {
        return new Share(holder);
    }

    long heldBytes() {
        return heldBytes;
    }

    private void makeRoom() {
        if (makingRoom) {
            return; // whoever ended just now tells of it
        }
        makingRoom = true;
        for (Share share = ring.next; share != ring; ) {
            Share next = share.next;
            share.holder().letGoOfSpare();
            // It may have left the ring, and has taken no other with it.
            share = next;
        }
        while (heldBytes > mostBytes && ring.next != ring) {
            end(largest());
        }
        makingRoom = false;
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
                        "of " + heldBytes + " bytes that all peers make this side hold, the most wait for this one: "
                                + largest.outputBytes);
        largest.holder().giveUp(reason, nowNanos);
        largest.set(0, 0);
    }

    /** What one of them holds. */
    final class Share {
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
        void hold(long input, long output, long atNanos) {
            if (input != inputBytes || output != outputBytes) {
                nowNanos = atNanos;
                hold(input, output);
            }
        }

        /** The same, at the time that was told last. */
        void hold(long input, long output) {
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
