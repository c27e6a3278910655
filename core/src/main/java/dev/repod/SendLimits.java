package dev.repod;

import dev.repod.internal.session.PeerLimits;
import org.jspecify.annotations.Nullable;

/** Refuses at the call what the peer would end the connection for. */
final class SendLimits {
    static final PeerLimits STANDARD = PeerLimits.of(Limits.standard());
    static final String OURS = "this side's";
    static final String THEIRS = "the peer's";

    private SendLimits() {}

    static boolean fits(int frameBytes, int depth, PeerLimits limits) {
        return frameBytes - Encoder.HEADER_BYTES <= limits.maxFrameBytes() && depth <= limits.maxDepth();
    }

    static void check(String action, int frameBytes, int depth, PeerLimits limits, String whose) {
        if (fits(frameBytes, depth, limits)) {
            return;
        }
        int payloadBytes = frameBytes - Encoder.HEADER_BYTES;
        if (payloadBytes > limits.maxFrameBytes()) {
            throw new IllegalArgumentException(action + ": " + payloadBytes + " bytes are over " + whose + " limit of "
                    + limits.maxFrameBytes() + " bytes a message");
        }
        throw new IllegalArgumentException(
                action + ": a nesting of " + depth + " is over " + whose + " limit of " + limits.maxDepth());
    }

    static void checkFlaw(Message message) {
        @Nullable String flaw = message.flaw();
        if (flaw != null) {
            throw new IllegalArgumentException(message.action() + ": cannot be passed on: " + flaw);
        }
    }
}
