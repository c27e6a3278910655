package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What became of somebody who wants to come in: one of the two is null.
 *
 * @param principal who it is
 * @param refusal why it may not come in, for the player to read
 */
public record Verdict(@Nullable Object principal, @Nullable String refusal) {
    /** It may come in. */
    public static Verdict accepted(Object principal) {
        return new Verdict(principal, null);
    }

    /** It may not. */
    public static Verdict refused(String text) {
        return new Verdict(null, text);
    }
}
