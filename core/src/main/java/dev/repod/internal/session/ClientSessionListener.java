package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.Resumption;
import org.jspecify.annotations.Nullable;

/** What a client's session tells besides. An end before {@link #onOpened} is a connection that was never made. */
public interface ClientSessionListener extends SessionListener {
    /**
     * The server has given the client a session, or another id for the one that goes on.
     *
     * @param id by which the session is resumed when this link is lost
     * @param windowMillis for how long the server waits then, or a negative number where it does not say
     */
    void onSession(byte[] id, long windowMillis);

    /** The greeting is over: the connection stands, and this is what it is. Before any message. */
    void onOpened(Resumption outcome);

    /**
     * The link has ended for the program: exactly once, and no message after it.
     *
     * @param left what is left of the session for a next link, or null
     */
    void onEnded(CloseReason reason, @Nullable SessionState left);

    /** The link below is gone too: exactly once, after {@link #onEnded}. */
    void onGone();
}
