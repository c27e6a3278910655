package dev.repod;

import dev.repod.internal.session.PeerLimits;
import org.jspecify.annotations.Nullable;

/** Refuses at the call what the peer would end the connection for. */
final class SendLimits {
    static final PeerLimits STANDARD = PeerLimits.of(Limits.standard());

    private SendLimits() {}

    static boolean fits(int frameBytes, int depth, PeerLimits limits) {
        return frameBytes - Encoder.HEADER_BYTES <= limits.maxFrameBytes() && depth <= limits.maxDepth();
    }

    /** This side's. */
    static void check(String action, int frameBytes, int depth, PeerLimits limits) {
        if (!fits(frameBytes, depth, limits)) {
            throw new IllegalArgumentException(words(action, frameBytes, depth, limits, "this side's"));
        }
    }

    /** Those that the peer has told. */
    static void checkTold(
            String action, int frameBytes, int depth, PeerLimits limits, PeerLimitException.PeerLimited peer) {
        if (fits(frameBytes, depth, limits)) {
            return;
        }
        int payloadBytes = frameBytes - Encoder.HEADER_BYTES;
        boolean isTooLarge = payloadBytes > limits.maxFrameBytes();
        throw new PeerLimitException(
                words(action, frameBytes, depth, limits, "the peer's"),
                peer,
                isTooLarge ? "peer_frame_bytes" : "peer_depth",
                isTooLarge ? limits.maxFrameBytes() : limits.maxDepth(),
                isTooLarge ? payloadBytes : depth);
    }

    private static String words(String action, int frameBytes, int depth, PeerLimits limits, String whose) {
        int payloadBytes = frameBytes - Encoder.HEADER_BYTES;
        return payloadBytes > limits.maxFrameBytes()
                ? action + ": " + payloadBytes + " bytes are over " + whose + " limit of " + limits.maxFrameBytes()
                        + " bytes a message"
                : action + ": a nesting of " + depth + " is over " + whose + " limit of " + limits.maxDepth();
    }

    static void checkFlaw(Message message) {
        @Nullable String flaw = message.flaw();
        if (flaw != null) {
            throw new IllegalArgumentException(message.action() + ": cannot be passed on: " + flaw);
        }
    }
}
