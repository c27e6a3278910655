package dev.repod.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/** What was wrong in the plays, and how often the things came about that make them worth playing. From any thread. */
final class Ledger {
    private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void wrong(String what) {
        wrongs.add(what);
    }

    void count(String what) {
        count(what, 1);
    }

    void count(String what, int times) {
        counts.merge(what, (long) times, Long::sum);
    }

    Queue<String> wrongs() {
        return wrongs;
    }

    long times(String what) {
        return counts.getOrDefault(what, 0L);
    }

    Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** A play in which nothing happens proves nothing. */
    void assertHappened(long atLeast, List<String> events) {
        for (String event : events) {
            assertThat(times(event)).as(event + " in " + counts()).isGreaterThanOrEqualTo(atLeast);
        }
    }

    /** In one of so many cases. */
    static boolean oneIn(int cases, RandomGenerator random) {
        return random.nextInt(cases) == 0;
    }
}
