package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** What it means for the connection that its link broke. */
final class LinkFailures {
    private LinkFailures() {}

    /** The reason, for a cause that the transport gives; null where it gives none. */
    static CloseReason reason(@Nullable Throwable cause) {
        if (cause == null) {
            return CloseReason.of(Kind.LOST, "the link was closed");
        }
        Kind kind = cause instanceof SocketTimeoutException ? Kind.TIMED_OUT : Kind.LOST;
        @Nullable String message = cause.getMessage();
        return CloseReason.of(kind, message == null ? cause.getClass().getSimpleName() : message);
    }
}
