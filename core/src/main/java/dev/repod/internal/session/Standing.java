package dev.repod.internal.session;

/** How much is known of the peer of a link: whose turn it is where a loop has more to do than it can. */
public enum Standing {
    /** Nothing is known yet: it shares with all others of its kind. */
    STRANGER,
    /** It has shown that it is one of those whom the server is there for: it goes before all others. */
    KNOWN,
    /** Its link has ended, and is there only until it is gone. What still comes is thrown away. */
    ENDED
}
