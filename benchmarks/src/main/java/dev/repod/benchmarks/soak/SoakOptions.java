package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.claims.Options;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param seconds how long it takes
 * @param every how many seconds are between two lines
 * @param warmUp how many seconds do not count
 * @param guests how many there are at the most, at once
 * @param seed where chance comes from
 */
record SoakOptions(int seconds, int every, int warmUp, int guests, long seed) {
    /** For how long the server waits for a guest that was cut off. */
    static final Duration WINDOW = Duration.ofSeconds(3);

    private static final int SECONDS_A_MINUTE = 60;

    static SoakOptions parse(List<String> words, long anySeed) {
        Options options = new Options(
                words, Set.of("--minutes", "--seconds", "--every", "--warm-up", "--guests", "--seed"), Set.of());
        long minutes = options.number("--minutes", 1, 100_000, 30);
        int seconds = (int) options.number("--seconds", 1, 6_000_000, minutes * SECONDS_A_MINUTE);
        return new SoakOptions(
                seconds,
                Math.min(seconds, (int) options.number("--every", 1, 3_600, SECONDS_A_MINUTE)),
                (int) options.number("--warm-up", 0, 3_600, 2 * SECONDS_A_MINUTE),
                (int) options.number("--guests", 1, 200, 40),
                options.number("--seed", Long.MIN_VALUE, Long.MAX_VALUE, anySeed));
    }
}
