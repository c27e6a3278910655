package dev.repod.internal.transport;

import dev.repod.CloseReason;
import dev.repod.internal.session.Door;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Gives an accepted link its session, on the loop. */
public interface Acceptor {
    /**
     * TCP is up. A link that is up at once is given on, refused or not: its session tells the peer. One that has a handshake of its
     * own first is closed where it is refused, and the visit is told where the handshake fails.
     */
    Door.Visit onArrived(InetSocketAddress peer, long nowNanos);

    /**
     * A link is up. It is not read before this returns. The session tells the visit when the link is gone. Null where the link is
     * to be closed without a word: then the visit was told already.
     */
    @Nullable LinkListener onAccepted(Link link, Door.Visit visit, long nowNanos);

    /**
     * A link is up, and may not stay: its peer is told why, and nobody else. It was not told anything before. The session tells the
     * visit when the link is gone.
     */
    default LinkListener onRefused(Link link, Door.Visit visit, CloseReason reason, long nowNanos) {
        throw new UnsupportedOperationException("this server takes every link");
    }
}
