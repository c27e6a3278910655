package dev.repod.internal.session;

import dev.repod.Limits;

/**
 * What a peer accepts, as it said in HELLO or WELCOME.
 *
 * @param maxFrameBytes the largest payload
 * @param maxDepth the deepest nesting
 */
public record PeerLimits(int maxFrameBytes, int maxDepth) {
    /** What holds for a peer that has said nothing. */
    public static final PeerLimits UNTOLD = of(Limits.standard());

    /** The same two limits, of this side. */
    public static PeerLimits of(Limits limits) {
        return new PeerLimits(limits.maxFrameBytes(), limits.maxDepth());
    }
}
