package dev.repod.testkit.proof;

/** The bounds of a session, each passed on purpose in a play of its own. */
enum Bound {
    /** As much as is kept is sent both ways while the client is away, and not one more: it is resumed. */
    NONE,
    /** The client stays away twice, together for longer than the window: it is resumed, because each time counts anew. */
    WINDOW_TWICE_ALMOST,
    /** One message more than is kept is sent to a client that is away. */
    SENT_TO_ONE_AWAY,
    /** A client that is away sends one message more than is kept. */
    SENT_WHILE_AWAY,
    /** More than is kept is under way when the link is cut. */
    SENT_AND_CUT,
    /** The client stays away for longer than the window. */
    WINDOW,
    /** The client is sent away. */
    KICK,
    /** The client is sent away while it cannot hear it. */
    KICK_WHILE_AWAY,
    /** The client's game leaves while it is away. */
    LEFT_WHILE_AWAY,
    /** The server is stopped, and another one started. */
    STOP,
    /** The same, with a store. */
    STOP_WITH_STORE;

    /** Whether it is kept to the last, and nothing may be lost. */
    boolean isKept() {
        return this == NONE || this == WINDOW_TWICE_ALMOST;
    }
}
