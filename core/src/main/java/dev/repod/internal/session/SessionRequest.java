package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What a client says in HELLO about sessions.
 *
 * @param isWanted whether it would use a session
 * @param id the id of one that it wants to go on with, or null
 * @param state what it has of that one; null where the id is
 * @param insists whether the server must still have it, so that one that does not answer is asked again on another link
 */
public record SessionRequest(
        boolean isWanted, byte @Nullable [] id, @Nullable SessionState state, boolean insists) {
    /** For a client that never comes back. */
    public static final SessionRequest NONE = new SessionRequest(false, null, null, false);

    /** For a client that has no session yet. */
    public static final SessionRequest FIRST = new SessionRequest(true, null, null, false);

    /** For one that goes on. */
    public static SessionRequest resume(byte[] id, SessionState state, boolean insists) {
        return new SessionRequest(true, id, state, insists);
    }
}
