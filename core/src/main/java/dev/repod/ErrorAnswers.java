package dev.repod;

import org.jspecify.annotations.Nullable;

/**
 * What a client is answered when its message was not carried out. Bounded in rate, for each connection, together with the
 * log lines that go with it: neither the client nor the log can be made to drown in its own mistakes. Confined to the thread
 * of the callbacks.
 */
final class ErrorAnswers {
    private static final int BURST = 100;
    private static final int PER_SECOND = 20;
    private static final int LONGEST_TEXT = 300;

    private final RateGate gate;

    ErrorAnswers(long nowNanos) {
        this.gate = new RateGate(BURST, PER_SECOND, nowNanos);
    }

    /** Whether another answer, and a line in the log, may go out now. */
    boolean mayAnswer(long nowNanos) {
        return gate.tryPass(nowNanos);
    }

    /** How many answers and lines were left out since the last one that was not. */
    long takeLeftOut() {
        return gate.takeHeldBack();
    }

    static Message invalid(String action, InvalidMessageException mistake) {
        String reason = mistake.reason();
        String text = "invalid " + action + (reason.isEmpty() ? "" : ": " + reason);
        return Message.of("error", "message", shortened(text), "about", shortened(action));
    }

    static Message internal(String errorId) {
        return Message.of("error", "message", "internal error", "error_id", errorId);
    }

    /** An error is never answered with one: two servers that talk to each other would not stop. */
    static boolean isAnswerable(@Nullable String action) {
        return action != null && !action.equals("error");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }
}
