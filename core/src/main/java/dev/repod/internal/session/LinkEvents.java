package dev.repod.internal.session;

import dev.repod.CloseReason;
import java.net.InetSocketAddress;

/**
 * What whoever runs a server wants to know of its links, whether there is a connection on them or not, on the I/O thread. Strangers
 * decide how often: whoever writes it down has to bound that.
 */
public interface LinkEvents {
    /** A link was not let in. */
    void onRefused(InetSocketAddress peer, CloseReason reason);

    /** A link has ended because its peer broke the protocol or passed a limit. */
    void onBroken(InetSocketAddress peer, CloseReason reason);

    /** A client sends more than it may. */
    void onTooFast(InetSocketAddress peer, TooFast what);
}
