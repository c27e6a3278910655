package dev.repod.internal.wire;

import java.util.Locale;

/** The name on the wire of something that has a Java name. */
public final class SnakeCase {
    private SnakeCase() {}

    /**
     * {@code HTTPMove} is {@code http_move}, {@code move2D} is {@code move2_d}, {@code RED_TEAM} is {@code red_team}: an
     * underscore before an upper-case letter that follows a lower-case letter or a digit, or that follows an upper-case
     * and precedes a lower-case letter; then lower case.
     */
    public static String of(String javaName) {
        var name = new StringBuilder(javaName.length() + 4);
        for (int i = 0; i < javaName.length(); i++) {
            if (i > 0 && beginsWord(javaName, i)) {
                name.append('_');
            }
            name.append(javaName.charAt(i));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean beginsWord(String name, int at) {
        if (!Character.isUpperCase(name.charAt(at))) {
            return false;
        }
        char before = name.charAt(at - 1);
        if (Character.isLowerCase(before) || Character.isDigit(before)) {
            return true;
        }
        return Character.isUpperCase(before) && at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
    }
}
