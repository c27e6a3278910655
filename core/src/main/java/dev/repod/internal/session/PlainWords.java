package dev.repod.internal.session;

import dev.repod.CloseReason;

/** The sentence by which a plain peer is told why it is being closed. Nothing of the server's inside goes into it. */
final class PlainWords {
    private PlainWords() {}

    static String of(CloseReason reason) {
        String what = switch (reason.kind()) {
            case KICKED -> "kicked";
            case STOPPED -> "server stopped";
            case PROTOCOL_ERROR -> "protocol error";
            case LIMIT -> "limit exceeded";
            case TIMED_OUT -> "timed out";
            case SLOW_CONSUMER -> "too slow";
            case REJECTED -> "rejected";
            case SUPERSEDED -> "superseded";
            case CLOSED, PEER_CLOSED, LOST -> "closed";
        };
        return reason.text().isEmpty() ? what : what + ": " + reason.text();
    }
}
