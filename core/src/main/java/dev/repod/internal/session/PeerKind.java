package dev.repod.internal.session;

/** What a server knows of the other side of a link. */
enum PeerKind {
    /** Nothing has come from it yet that tells. */
    UNKNOWN,
    PLAIN,
    EXTENDED
}
