package dev.repod;

import java.util.Objects;

/**
 * Why a connection could not be made.
 *
 * @param kind the class of the failure, for code
 * @param message a sentence for the player
 * @param detail for the log: fixed words for the kind, then the system's own
 */
public record ConnectionError(Kind kind, String message, String detail) {
    /** The failures that a program may want to tell apart. */
    public enum Kind {
        /** The host is there, and nothing listens on that port. {@code detail} starts with "Connection refused". */
        REFUSED,
        /** Nothing answered in time. {@code detail} starts with "Connection timed out". */
        TIMED_OUT,
        /** There is no way to that host. {@code detail} starts with "Network is unreachable". */
        UNREACHABLE,
        /** The name cannot be resolved. {@code detail} starts with "Name or service not known". */
        UNKNOWN_HOST,
        /**
         * There was no TLS with a server that is trusted: its certificate, or what runs there. {@code detail} starts with "TLS
         * handshake failed".
         */
        TLS,
        /**
         * The server answered, and did not let this client in: {@code message} says why, in the server's words. {@code detail} starts
         * with "Connection rejected".
         */
        REJECTED,
        /** Something listens there that does not speak this protocol. {@code detail} starts with "Protocol error". */
        PROTOCOL,
        /** Anything else. {@code detail} starts with "Connection failed". */
        OTHER
    }

    /**
     * Checks that nothing is null.
     *
     * @param kind the class of the failure
     * @param message a sentence for the player
     * @param detail for the log
     */
    public ConnectionError {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(detail, "detail");
    }
}
