package dev.repod.internal.wire;

import dev.repod.InvalidMessageException;
import org.jspecify.annotations.Nullable;

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
        @Nullable String words = refusal.getMessage();
        if (words == null || isTheJdks(refusal)) {
            words = "the values were rejected";
        }
        var invalid = new InvalidMessageException(words).about(action);
        invalid.initCause(refusal);
        return invalid;
    }

    /** Such as those of {@code UUID.fromString}: its words hold the value, which is nothing for a log. */
    private static boolean isTheJdks(IllegalArgumentException refusal) {
        StackTraceElement[] trace = refusal.getStackTrace();
        @Nullable String module = trace.length == 0 ? null : trace[0].getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
