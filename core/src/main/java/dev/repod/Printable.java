package dev.repod;

import org.jspecify.annotations.Nullable;

/** Makes what came from the network fit to be read by people: one line, no control characters, not long. */
final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    static String of(@Nullable Object value) {
        return of(value, LONGEST);
    }

    /** The same with another bound, in characters. */
    static String of(@Nullable Object value, int longest) {
        String text = String.valueOf(value);
        StringBuilder out = new StringBuilder(Math.min(text.length(), longest) + 3);
        for (int i = 0; i < text.length() && i < longest; i++) {
            char c = text.charAt(i);
            out.append(isPrintable(c) ? c : '?');
        }
        return text.length() > longest ? out.append("...").toString() : out.toString();
    }

    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
