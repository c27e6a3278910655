package dev.repod;

import java.util.Objects;

/** Texts by which a server's program tells a player why he is not, or no longer, there. */
final class PlayerText {
    /** Far below every limit for frames that a game would set: the reason has to arrive. */
    static final int LONGEST = 1000;

    private PlayerText() {}

    static String checked(String text) {
        Objects.requireNonNull(text, "text");
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a text of " + text.length() + " characters is over the limit of " + LONGEST);
        }
        return text;
    }
}
