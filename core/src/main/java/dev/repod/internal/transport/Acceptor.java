package dev.repod.internal.transport;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;

/** Gives an accepted link its session, on the loop. */
@FunctionalInterface
public interface Acceptor {
    /** A link is up. It is not read before this returns. */
    LinkListener onAccepted(Link link, long nowNanos);
}
