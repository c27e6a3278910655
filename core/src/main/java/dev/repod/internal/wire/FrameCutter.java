package dev.repod.internal.wire;

import dev.repod.Limits;
import java.util.HexFormat;

/**
 * Cuts the bytes of one link into payloads. A frame that arrived whole is handed over where it lies; only the beginning
 * of one whose rest is still on its way is copied and kept.
 *
 * <p>A length is judged before a byte behind it is kept, and memory follows the bytes that really came, never the length
 * that was claimed.
 */
public final class FrameCutter {
    /** Where the payloads go. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One payload. The array is valid during the call only.
         *
         * @return false to stop: the bytes that follow are dropped, for a link that is being closed
         */
        boolean onFrame(byte[] array, int from, int to);
    }

    /** What comes before a payload: its length. */
    public static final int HEADER_BYTES = 4;

    private static final byte[] NOTHING = {};

    private final SpareArrays spare;
    private int maxFrameBytes;

    /** The frame begun and not finished, header included; borrowed while there is one. */
    private byte[] partial = NOTHING;

    private int partialBytes;

    /**
     * @param maxFrameBytes the largest payload that is let through, under 16 MiB
     * @param spare where it takes room from for what it has to keep
     */
    public FrameCutter(int maxFrameBytes, SpareArrays spare) {
        this.spare = spare;
        limit(maxFrameBytes);
    }

    /**
     * Lets through as much from the next length on.
     *
     * @param newMaxFrameBytes the largest payload that is let through, under 16 MiB
     */
    public void limit(int newMaxFrameBytes) {
        if (newMaxFrameBytes < 1 || newMaxFrameBytes > Limits.LARGEST_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "maxFrameBytes " + newMaxFrameBytes + " is not in 1.." + Limits.LARGEST_FRAME_BYTES);
        }
        maxFrameBytes = newMaxFrameBytes;
    }

    /**
     * Takes the next bytes of the link. If the sink throws or stops, the rest of them is dropped.
     *
     * @throws BrokenPeerException if a length is none that a frame may have; frames before it have been handed over
     */
    public void feed(byte[] array, int from, int to, Sink sink) {
        int at = from;
        if (partialBytes > 0) {
            at = finishPartial(array, from, to, sink);
            if (at < 0) {
                return;
            }
        }
        while (to - at >= HEADER_BYTES) {
            int payload = at + HEADER_BYTES;
            int length = judgedLength(array, at);
            if (to - payload < length) {
                break;
            }
            if (!sink.onFrame(array, payload, payload + length)) {
                return;
            }
            at = payload + length;
        }
        if (at < to && array[at] != 0) {
            throw noFrame(array[at]);
        }
        keep(array, at, to);
    }

    /** A frame of its own for a payload. */
    public static byte[] frame(byte[] array, int from, int to) {
        byte[] frame = new byte[HEADER_BYTES + to - from];
        BigEndian.putInt(frame, 0, to - from);
        System.arraycopy(array, from, frame, HEADER_BYTES, to - from);
        return frame;
    }

    /** The size of a frame of our own that begins there, its header included. */
    public static int frameBytes(byte[] array, int at) {
        return HEADER_BYTES + BigEndian.getInt(array, at);
    }

    /** Whether a frame has begun and its end is still to come. */
    public boolean isMidFrame() {
        return partialBytes > 0;
    }

    /** The memory that it holds, for a frame that has begun. */
    public int heldBytes() {
        return partial.length;
    }

    /** Gives back everything: what comes now is not wanted any more. */
    public void drop() {
        spare.giveBack(takePartial());
    }

    /** Adds to the frame that is kept; answers where the bytes behind it begin, or -1 if the sink stopped. */
    private int finishPartial(byte[] array, int from, int to, Sink sink) {
        int at = from;
        if (partialBytes < HEADER_BYTES) {
            at = keep(array, at, Math.min(to, at + HEADER_BYTES - partialBytes));
            if (partialBytes < HEADER_BYTES) {
                return at;
            }
        }
        int frameBytes = HEADER_BYTES + judgedLength(partial, 0);
        int missing = frameBytes - partialBytes;
        if (to - at < missing) {
            return keep(array, at, to, frameBytes);
        }
        keep(array, at, at + missing, frameBytes);
        // First, so that a sink that throws leaves no frame behind; and given back last, since others take what is
        // there.
        byte[] frame = takePartial();
        try {
            return sink.onFrame(frame, HEADER_BYTES, frameBytes) ? at + missing : -1;
        } finally {
            spare.giveBack(frame);
        }
    }

    private int keep(byte[] array, int from, int to) {
        return keep(array, from, to, Integer.MAX_VALUE);
    }

    /** Adds what belongs to the frame, which has no more than that many bytes. */
    private int keep(byte[] array, int from, int to, int frameBytes) {
        int size = to - from;
        if (size > 0) {
            if (partial.length - partialBytes < size) {
                grow(partialBytes + size, frameBytes);
            }
            System.arraycopy(array, from, partial, partialBytes, size);
            partialBytes += size;
        }
        return to;
    }

    /** By doubling, so that a frame that comes byte by byte is copied a bounded number of times; or to its end, where that is near. */
    private void grow(int needed, int frameBytes) {
        byte[] smaller = partial;
        int doubled = 2 * smaller.length;
        int wanted = frameBytes <= doubled + doubled / 4 ? frameBytes : doubled;
        partial = spare.takeFitting(Math.max(needed, wanted));
        System.arraycopy(smaller, 0, partial, 0, partialBytes);
        spare.giveBack(smaller);
    }

    private byte[] takePartial() {
        byte[] taken = partial;
        partial = NOTHING;
        partialBytes = 0;
        return taken;
    }

    private int judgedLength(byte[] array, int at) {
        int length = BigEndian.getInt(array, at);
        if (length > 0 && length <= maxFrameBytes) {
            return length;
        }
        drop();
        throw refused(length);
    }

    private BrokenPeerException refused(int length) {
        if (length == 0) {
            return BrokenPeerException.protocolError("empty frame");
        }
        if (length < 0 || length > Limits.LARGEST_FRAME_BYTES) {
            return noFrame(length >>> 24);
        }
        return BrokenPeerException.overLimit("frame_bytes", maxFrameBytes, length);
    }

    /** Said alike whether the whole length has come or its first byte alone, which is enough to know. */
    private static BrokenPeerException noFrame(int firstByte) {
        return BrokenPeerException.protocolError("no frame begins with 0x"
                + HexFormat.of().toHexDigits((byte) firstByte) + ": lengths stay under 16 MiB");
    }
}
