package dev.repod.internal.session;

import dev.repod.CloseReason;
import java.net.InetSocketAddress;

/** What a server's connection tells the API above it, on the I/O thread. It lives on from one link to the next. */
public interface ServerSessionListener extends SessionListener {
    /** The connection stands: once, before any message. */
    void onOpened();

    /** All messages that came in together have been told. */
    void onReadEnd();

    /** Its link is gone, and it waits for another. What is sent is kept. */
    void onDetached();

    /** Another link carries it on, from that address, of an extended peer or of a plain one. */
    void onResumed(InetSocketAddress address, boolean isExtended);

    /**
     * A plain peer comes back, and is to be answered with the state that the program has of it.
     *
     * @param newId the id that the session has from now on
     */
    void onRecovering(Recovery recovery, String newId);

    /** There is room for more to be sent, after there was none. */
    void onWritable();

    /** The session's ids are others now: what is stored for it has to be found by these. */
    void onIdsChanged();

    /** The connection has ended for the program: exactly once, and no message after it. */
    void onEnded(CloseReason reason);
}
