package dev.repod;

/**
 * How much a peer may ask of this endpoint. Every limit is on by default; a peer that passes one is told, and closed with
 * {@link CloseReason.Kind#LIMIT}, which carries the limit and the value seen. The same limits hold for what this endpoint
 * sends: {@code send} refuses what is over them.
 *
 * <p>Immutable and safe for any thread.
 */
public final class Limits {
    /** The lowest limit for frames that can be set. */
    public static final int SMALLEST_FRAME_BYTES = 64;

    /** The largest frame that any limit can allow: frames begin with a zero byte, so they stay under 16 MiB. */
    public static final int LARGEST_FRAME_BYTES = (16 << 20) - 1;

    /** The deepest nesting that any limit can allow. */
    public static final int DEEPEST_NESTING = 128;

    private static final Limits STANDARD = new Limits(1 << 20, 32);

    private final int maxFrameBytes;
    private final int maxDepth;

    private Limits(int maxFrameBytes, int maxDepth) {
        this.maxFrameBytes = maxFrameBytes;
        this.maxDepth = maxDepth;
    }

    /**
     * The defaults: frames of 1 MiB, nesting of 32.
     *
     * @return the standard limits
     */
    public static Limits standard() {
        return STANDARD;
    }

    /**
     * The largest payload of a frame, without its 4 bytes of length.
     *
     * @param bytes {@value #SMALLEST_FRAME_BYTES} to {@value #LARGEST_FRAME_BYTES}; 1 MiB by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxFrameBytes(int bytes) {
        if (bytes < SMALLEST_FRAME_BYTES || bytes > LARGEST_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "maxFrameBytes " + bytes + " is not in " + SMALLEST_FRAME_BYTES + ".." + LARGEST_FRAME_BYTES);
        }
        return new Limits(bytes, maxDepth);
    }

    /**
     * How deep maps and arrays may be nested. The map that is the message counts as the first level.
     *
     * @param depth 1 to {@value #DEEPEST_NESTING}; 32 by default
     * @return limits with this one changed
     * @throws IllegalArgumentException if out of range
     */
    public Limits withMaxDepth(int depth) {
        if (depth < 1 || depth > DEEPEST_NESTING) {
            throw new IllegalArgumentException("maxDepth " + depth + " is not in 1.." + DEEPEST_NESTING);
        }
        return new Limits(maxFrameBytes, depth);
    }

    /**
     * The largest payload of a frame.
     *
     * @return bytes
     */
    public int maxFrameBytes() {
        return maxFrameBytes;
    }

    /**
     * The deepest nesting of maps and arrays.
     *
     * @return levels
     */
    public int maxDepth() {
        return maxDepth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits && maxFrameBytes == limits.maxFrameBytes && maxDepth == limits.maxDepth;
    }

    @Override
    public int hashCode() {
        return 31 * maxFrameBytes + maxDepth;
    }

    @Override
    public String toString() {
        return "Limits[maxFrameBytes=" + maxFrameBytes + ", maxDepth=" + maxDepth + "]";
    }
}
