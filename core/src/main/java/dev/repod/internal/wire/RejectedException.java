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

    /** The game's own words, for the sender to read, and for the log. */
    InvalidMessageException inMessage(String action) {
        String words = refusal.getMessage();
        boolean isTold = words != null && isTheGames(refusal);
        var invalid = new InvalidMessageException(isTold ? words : "the values were rejected").about(action);
        invalid.initCause(refusal);
        return invalid;
    }

    /** The JDK's words, such as those of {@code UUID.fromString}, hold the value, which is nothing for a log. */
    private static boolean isTheGames(IllegalArgumentException refusal) {
        StackTraceElement[] trace = refusal.getStackTrace();
        return trace.length == 0 || !trace[0].getClassName().startsWith("java.");
    }
}
