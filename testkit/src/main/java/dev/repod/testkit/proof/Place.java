package dev.repod.testkit.proof;

/** Where in the first bytes of a link it is cut. */
enum Place {
    /** Within what the client says first. */
    HELLO,
    /** The server has read HELLO and given the session another id; nothing of its answer is under way yet. */
    ROTATION,
    /** Within the server's answer, which brings that id. */
    WELCOME,
    /** Within the client's first acknowledgement, or what comes before it. */
    FIRST_ACK,
    /** Within an acknowledgement of messages. */
    ACK,
    /** Behind all these. */
    LATER
}
