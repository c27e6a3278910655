package dev.repod.benchmarks.attack;

import java.util.Map;
import java.util.TreeMap;

/** How the connections of one attack have ended, as the attackers see it. Confined to their loop. */
final class Endings {
    private final Map<String, Long> counts = new TreeMap<>();
    private long made;
    private long open;

    void up() {
        made++;
        open++;
    }

    /** One that was up is not any more. */
    void ended(String how) {
        open--;
        counts.merge(how, 1L, Long::sum);
    }

    /** The server's system did not let it in. */
    void refused() {
        counts.merge("refused", 1L, Long::sum);
    }

    long made() {
        return made;
    }

    long open() {
        return open;
    }

    /** Words such as {@code trickle/made=12 trickle/open=2 trickle/timed_out=10}. */
    String words(String attack) {
        StringBuilder words = new StringBuilder(attack + "/made=" + made + " " + attack + "/open=" + open);
        counts.forEach((how, count) -> words.append(' ')
                .append(attack)
                .append('/')
                .append(how)
                .append('=')
                .append(count));
        return words.toString();
    }
}
