package dev.repod.testkit.proof;

/** What a game is told: one for each callback, and one for a message. */
enum What {
    /** A client's {@code onConnected}. */
    CONNECTED,
    /** A client's {@code onError}. */
    FAILED,
    /** A client's {@code onReconnecting}. */
    RECONNECTING,
    /** A client's {@code onReconnected}, with the outcome of that name. */
    RESUMED,
    /** The same with another outcome. */
    RESTORED,
    /** The same with the last of them. */
    FRESH,
    /** A client's {@code onGaveUp}. */
    GAVE_UP,
    /** A client's {@code onDisconnected}. */
    DISCONNECTED,
    /** A channel's {@code onConnect}. */
    OPENED,
    /** The server's {@code onConnect} for a channel. */
    ANNOUNCED,
    /** A channel's {@code onDetached}. */
    DETACHED,
    /** A channel's {@code onResumed}. */
    REATTACHED,
    /** A channel's {@code onClose}. */
    CLOSED,
    /** The server's {@code onDisconnect} for a channel. */
    GONE,
    /** Numbered messages, at either side. */
    RECEIVED;

    /** Whether a client that is told so goes on with a session that it had. */
    boolean isOutcome() {
        return this == RESUMED || this == RESTORED || this == FRESH;
    }

    /** Whether both sides count anew from here. */
    boolean beginsEpoch() {
        return this == CONNECTED || this == RESTORED || this == FRESH;
    }
}
