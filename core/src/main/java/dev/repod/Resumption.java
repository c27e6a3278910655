package dev.repod;

/** What a client finds when it is connected again: {@link ConnectionListener#onReconnected}. */
public enum Resumption {
    /** The same {@link Channel} as before, and nothing is lost: each message arrives exactly once, both ways. */
    RESUMED,
    /**
     * A new {@link Channel} with what the old one had saved ({@link Channel#saveState}): the server was started anew. Messages
     * that were under way are lost.
     */
    RESTORED,
    /** A new {@link Channel} that knows nothing: introduce yourself as at the first time. */
    FRESH
}
