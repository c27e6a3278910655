package dev.repod.internal.wire;

import dev.repod.CloseReason;

/**
 * The bytes of a peer are no frame, no MessagePack, or over a limit. Whoever reads the link closes it with
 * {@link #reason()}; the exception goes no further. It has no stack trace: a stranger decides how often it is made.
 */
public final class BrokenPeerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CloseReason reason;

    private BrokenPeerException(CloseReason reason) {
        super(reason.toString(), null, false, false);
        this.reason = reason;
    }

    /** The bytes are no frames, or say what cannot be. */
    public static BrokenPeerException protocolError(String text) {
        return new BrokenPeerException(CloseReason.of(CloseReason.Kind.PROTOCOL_ERROR, text));
    }

    /** A limit was passed. */
    public static BrokenPeerException overLimit(String limit, long allowed, long seen) {
        return new BrokenPeerException(CloseReason.overLimit(limit, allowed, seen));
    }

    static BrokenPeerException truncated() {
        return protocolError("truncated payload");
    }

    /** Why the link has to end: a protocol error, or a limit with the value seen. */
    public CloseReason reason() {
        return reason;
    }
}
