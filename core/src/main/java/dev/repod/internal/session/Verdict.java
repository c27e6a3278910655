package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What became of somebody who wants to come in: one of principal and refusal is null.
 *
 * @param principal who it is
 * @param refusal why it may not come in, for the player to read
 * @param isPeersFault whether it is refused for what it has shown
 */
public record Verdict(@Nullable Object principal, @Nullable String refusal, boolean isPeersFault) {
    /** It may come in. */
    public static Verdict accepted(Object principal) {
        return new Verdict(principal, null, false);
    }

    /** It may not. */
    public static Verdict refused(String text) {
        return new Verdict(null, text, true);
    }

    /** It may not, because this side could not find out who it is. */
    public static Verdict failed(String text) {
        return new Verdict(null, text, false);
    }
}
