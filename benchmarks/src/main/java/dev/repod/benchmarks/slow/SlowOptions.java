package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.claims.Options;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param latest whether the server sends by {@code sendLatest}
 * @param others how many read all the time
 * @param before for how many seconds all read
 * @param seconds for how many seconds one does not
 */
record SlowOptions(boolean latest, int others, int before, int seconds) {
    static SlowOptions parse(List<String> words) {
        Options options = new Options(words, Set.of("--others", "--before", "--seconds"), Set.of("--latest"));
        return new SlowOptions(
                options.has("--latest"),
                (int) options.number("--others", 1, 5_000, 100),
                (int) options.number("--before", 1, 86_400, 10),
                (int) options.number("--seconds", 1, 86_400, 20));
    }
}
