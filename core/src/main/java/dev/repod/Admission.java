package dev.repod;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an {@link Authenticator} answers. Immutable. */
public final class Admission {
    private final @Nullable Object principal;
    private final String refusal;

    private Admission(@Nullable Object principal, String refusal) {
        this.principal = principal;
        this.refusal = refusal;
    }

    /**
     * Lets the client in.
     *
     * @param principal who it is, such as an account's name or a record: what {@link Channel#principal} gives. Two are the same
     *     one where {@code equals} says so, which must be quick, must not throw, and may be asked on the server's I/O thread
     * @return the answer
     */
    public static Admission accept(Object principal) {
        return new Admission(Objects.requireNonNull(principal, "principal"), "");
    }

    /**
     * Does not let the client in. It is told why, and does not come again by itself.
     *
     * @param text the reason, for the player to read: 1000 characters at the most
     * @return the answer
     * @throws IllegalArgumentException if the text is longer
     */
    public static Admission refuse(String text) {
        return new Admission(null, PlayerText.checked(text));
    }

    /** Null where the client is refused. */
    @Nullable Object principal() {
        return principal;
    }

    /** Why it is. */
    String refusal() {
        return refusal;
    }

    /** Which of the two it is; nothing of who. */
    @Override
    public String toString() {
        return principal != null ? "Admission[accepted]" : "Admission[refused: " + refusal + "]";
    }
}
