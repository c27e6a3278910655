package dev.repod;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a game: numbers between dots, of which those that are missing are 0, and perhaps a suffix behind a hyphen, which
 * sorts below the same version without one. Suffixes compare part by part, numbers by value and below words.
 */
final class AppVersion implements Comparable<AppVersion> {
    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9}){0,7})(?:-([0-9A-Za-z-]{1,20}(?:\\.[0-9A-Za-z-]{1,20}){0,4}))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final String text;
    private final long[] numbers;
    private final @Nullable String suffix;

    private AppVersion(String text, long[] numbers, @Nullable String suffix) {
        this.text = text;
        this.numbers = numbers;
        this.suffix = suffix;
    }

    /** Reads a version; null where the text is none. */
    static @Nullable AppVersion parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long[] numbers = Arrays.stream(matcher.group(1).split("\\.", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        return new AppVersion(text, numbers, matcher.group(2));
    }

    @Override
    public int compareTo(AppVersion other) {
        for (int i = 0; i < Math.max(numbers.length, other.numbers.length); i++) {
            int order = Long.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return compareSuffixes(suffix, other.suffix);
    }

    private long number(int index) {
        return index < numbers.length ? numbers[index] : 0;
    }

    private static int compareSuffixes(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        String[] ones = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        for (int i = 0; i < Math.min(ones.length, others.length); i++) {
            int order = compareParts(ones[i], others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.length, others.length);
    }

    private static int compareParts(String one, String other) {
        boolean isNumber = NUMBER.matcher(one).matches();
        boolean isOtherNumber = NUMBER.matcher(other).matches();
        if (isNumber && isOtherNumber) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        return isNumber == isOtherNumber ? one.compareTo(other) : Boolean.compare(isOtherNumber, isNumber);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AppVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = numbers.length;
        while (last > 1 && numbers[last - 1] == 0) {
            last--;
        }
        return 31 * Arrays.hashCode(Arrays.copyOf(numbers, last)) + Objects.hashCode(suffix);
    }

    @Override
    public String toString() {
        return text;
    }
}
