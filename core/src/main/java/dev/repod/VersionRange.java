package dev.repod;

import java.util.ArrayList;
import java.util.List;

/** The versions of a game that a server plays with: comparisons that all have to hold, such as {@code >=1.4 <2}. */
final class VersionRange {
    /** Two characters first: each is tried as a beginning. */
    private static final List<String> COMPARATORS = List.of(">=", "<=", ">", "<", "=");

    private record Comparison(String comparator, AppVersion bound) {
        /** Below zero where a version is too old for it, above zero where it is too new, zero where it holds. */
        int misses(AppVersion version) {
            int order = version.compareTo(bound);
            return switch (comparator) {
                case ">=" -> order < 0 ? -1 : 0;
                case ">" -> order <= 0 ? -1 : 0;
                case "<=" -> order > 0 ? 1 : 0;
                case "<" -> order >= 0 ? 1 : 0;
                default -> order;
            };
        }
    }

    private final String text;
    private final List<Comparison> comparisons;

    private VersionRange(String text, List<Comparison> comparisons) {
        this.text = text;
        this.comparisons = comparisons;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    static VersionRange parse(String text) {
        List<Comparison> comparisons = new ArrayList<>();
        String stripped = text.strip();
        if (!stripped.equals("*")) {
            for (String part : stripped.split(" +", -1)) {
                comparisons.add(comparison(part, text));
            }
        }
        return new VersionRange(stripped, comparisons);
    }

    private static Comparison comparison(String part, String text) {
        for (String comparator : COMPARATORS) {
            if (part.startsWith(comparator)) {
                String version = part.substring(comparator.length());
                AppVersion bound = AppVersion.parse(version);
                if (bound == null) {
                    throw malformed(text, "\"" + version + "\" is no version, such as 1.4 or 2.0-beta");
                }
                return new Comparison(comparator, bound);
            }
        }
        throw malformed(text, "\"" + part + "\" begins with none of = < <= > >=");
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException(
                "the version range \"" + text + "\" is none: " + why + "; write it like \">=1.4 <2\", or \"*\"");
    }

    /** Whether every version is in it, and one that is not said, too. */
    boolean isAny() {
        return comparisons.isEmpty();
    }

    /** Below zero where a version is too old, above zero where it is too new, zero where it is in the range. */
    int misses(AppVersion version) {
        for (Comparison comparison : comparisons) {
            int miss = comparison.misses(version);
            if (miss != 0) {
                return miss;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
