package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.limit.Seat;
import org.jspecify.annotations.Nullable;

/** That somebody is there as somebody: held by a link until it carries a connection, and by that from then on. */
final class Claim {
    /** Null where there may be several of the same. */
    private final @Nullable Principals principals;

    private final Object principal;
    private final ServerSession link;
    private @Nullable ServerConnection connection;

    Claim(@Nullable Principals principals, Object principal, ServerSession link) {
        this.principals = principals;
        this.principal = principal;
        this.link = link;
    }

    Object principal() {
        return principal;
    }

    void moveTo(ServerConnection holder) {
        connection = holder;
    }

    /** Null while there is only a link. */
    @Nullable Seat seat() {
        return connection == null ? null : connection.seat();
    }

    /** Another has come as the same. */
    void end(CloseReason reason, long nowNanos) {
        ServerConnection holder = connection;
        if (holder != null) {
            holder.close(reason, nowNanos);
        } else {
            link.close(reason, nowNanos);
        }
    }

    void release() {
        if (principals != null) {
            principals.release(this);
        }
    }
}
