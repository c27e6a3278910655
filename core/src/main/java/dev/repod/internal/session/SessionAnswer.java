package dev.repod.internal.session;

import dev.repod.Resumption;
import org.jspecify.annotations.Nullable;

/**
 * What a server says in WELCOME about sessions.
 *
 * @param outcome what became of what the client asked for
 * @param id the session's id from now on, or null where there is none
 * @param received how many messages of the session the server has received
 * @param windowMillis for how long the session waits for its client
 */
record SessionAnswer(Resumption outcome, byte @Nullable [] id, long received, long windowMillis) {
    /** There is no session. */
    static final SessionAnswer NONE = new SessionAnswer(Resumption.FRESH, null, 0, 0);
}
