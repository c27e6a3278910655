package dev.repod.internal.transport;

import dev.repod.ConnectionError;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;

/** Is told the outcome of one attempt to connect, on the loop: one of the two, once. */
public interface ConnectListener {
    /** The link is up. It is not read before this returns. */
    LinkListener onConnected(Link link, long nowNanos);

    /** It could not be made. */
    void onFailed(ConnectionError error);
}
