package dev.repod.internal.wire;

import dev.repod.InvalidMessageException;

/** A record's constructor refused what came: on its way from a nested record to the message that holds it. */
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final IllegalArgumentException refusal;

    RejectedException(IllegalArgumentException refusal) {
        super(null, null, false, false);
        this.refusal = refusal;
    }

    /** The game's own words, for the sender to read. */
    InvalidMessageException inMessage(String action) {
        String words = refusal.getMessage();
        var invalid = new InvalidMessageException(words == null ? "the values were rejected" : words).about(action);
        invalid.initCause(refusal);
        return invalid;
    }
}
