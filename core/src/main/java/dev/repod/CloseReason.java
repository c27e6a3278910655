package dev.repod;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended. Each connection ends once, with one reason, on both sides.
 *
 * @param kind what ended it
 * @param text more words, for the log or the player; may be empty
 * @param limit the name of the limit that was passed, such as {@code frame_bytes}; null for every other kind
 * @param allowed the value of that limit, else 0
 * @param seen the value that was over it, else 0
 */
public record CloseReason(Kind kind, String text, @Nullable String limit, long allowed, long seen) {
    /** What ended a connection. */
    public enum Kind {
        /** This side closed it, without a complaint. */
        CLOSED,
        /** The other side closed it, in an orderly way. */
        PEER_CLOSED,
        /** It broke: a reset, or an end without a goodbye from a peer that says goodbye. */
        LOST,
        /** Something that was due did not come in time. */
        TIMED_OUT,
        /** The bytes that came are no frames, or no MessagePack. */
        PROTOCOL_ERROR,
        /** A limit was passed. */
        LIMIT,
        /** A peer did not read fast enough. */
        SLOW_CONSUMER,
        /** The server's game sent this client away: {@link Channel#kick}. */
        KICKED,
        /** The server did not let the client in. */
        REJECTED,
        /** A newer link took the place of this one. */
        SUPERSEDED,
        /** The server stopped. */
        STOPPED;

        /**
         * The word for this kind on the wire, in a BYE.
         *
         * @return the name in {@code snake_case}
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks that kind and text are there.
     *
     * @param kind what ended the connection
     * @param text more words, may be empty
     * @param limit the name of the limit that was passed, or null
     * @param allowed its value, or 0
     * @param seen the value over it, or 0
     */
    public CloseReason {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /**
     * A reason that is no limit.
     *
     * @param kind what ended the connection
     * @param text more words, or an empty string
     * @return the reason
     */
    public static CloseReason of(Kind kind, String text) {
        return new CloseReason(kind, text, null, 0, 0);
    }

    /**
     * A limit was passed.
     *
     * @param limit its name, such as {@code frame_bytes}
     * @param allowed its value
     * @param seen the value that was over it
     * @return the reason
     */
    public static CloseReason overLimit(String limit, long allowed, long seen) {
        return new CloseReason(
                Kind.LIMIT, limit + " " + seen + " is over the limit of " + allowed, limit, allowed, seen);
    }

    /**
     * Something did not come in time.
     *
     * @param what what was waited for
     * @param waited how long
     * @return the reason
     */
    public static CloseReason timedOut(String what, Duration waited) {
        return of(Kind.TIMED_OUT, what + " within " + waited.toMillis() + " ms");
    }

    /** The kind, and the text where there is one: {@code KICKED: you were away}. */
    @Override
    public String toString() {
        return text.isEmpty() ? kind.name() : kind.name() + ": " + text;
    }
}
