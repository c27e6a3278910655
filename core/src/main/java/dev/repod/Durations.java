package dev.repod;

import java.time.Duration;
import java.util.Objects;

/** Checks the durations that users set, and says which one is out of range. */
final class Durations {
    /** A day: anything longer is a mistaken unit. */
    static final Duration LONGEST = Duration.ofDays(1);

    private Durations() {}

    static Duration inRange(String name, Duration value, Duration shortest) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " " + value + " is not in " + shortest + ".." + LONGEST);
        }
        return value;
    }

    static void isLonger(String longName, Duration longer, String shortName, Duration shorter) {
        if (longer.compareTo(shorter) <= 0) {
            throw new IllegalArgumentException(
                    longName + " " + longer + " is not longer than " + shortName + " " + shorter);
        }
    }
}
