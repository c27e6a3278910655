package dev.repod.testkit;

import java.time.Duration;

/** Judges the times that a test hands in. */
final class Durations {
    private Durations() {}

    static Duration notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " " + duration + " is negative");
        }
        return duration;
    }
}
