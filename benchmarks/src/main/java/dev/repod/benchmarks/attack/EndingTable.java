package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.process.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the connections of each attack have ended: as the attackers see it, and as the server's program was told. */
final class EndingTable {
    private final List<Attack> attacks;
    private final Words attackers;
    private final Words server;

    /**
     * Of two lines of answers.
     *
     * @param attackers words such as {@code trickle/closed=5}
     * @param server words such as {@code 64/timed_out=5}
     */
    EndingTable(List<Attack> attacks, Words attackers, Words server) {
        this.attacks = attacks;
        this.attackers = attackers;
        this.server = server;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "  %-18s %8s %9s", "attack", "at once", "made"));
        for (Attack attack : attacks) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-18s %,8d %,9d  attackers see  %s",
                    attack.name(),
                    attackers.get(attack.name() + "/open"),
                    attackers.get(attack.name() + "/made"),
                    words(seenByAttackers(attack))));
            lines.add(String.format(Locale.ROOT, "  %37s  server is told %s", "", words(toldToServer(attack))));
        }
        return lines;
    }

    /** What is wrong with how they ended; empty where nothing is. */
    List<String> wrongs() {
        List<String> wrongs = new ArrayList<>();
        for (Attack attack : attacks) {
            Map<String, Long> all = new TreeMap<>(seenByAttackers(attack));
            // With sessions the program is told of nobody who breaks off before it is known who is there: the attackers
            // are.
            all.putAll(toldToServer(attack));
            if (!attack.isEndedRightly(all.keySet())) {
                wrongs.add(attack.name() + " was never ended as " + attack.reason());
            }
            all.keySet().stream()
                    .filter(reason -> !attack.allows(reason))
                    .forEach(reason -> wrongs.add(attack.name() + " was ended as " + reason));
        }
        return wrongs;
    }

    private Map<String, Long> seenByAttackers(Attack attack) {
        Map<String, Long> seen = of(attackers, attack.name());
        seen.remove("made");
        seen.remove("open");
        return seen;
    }

    private Map<String, Long> toldToServer(Attack attack) {
        return of(server, Integer.toString(attack.block()));
    }

    private static Map<String, Long> of(Words words, String prefix) {
        return words.numbers().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix + "/"))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length() + 1), Map.Entry::getValue));
    }

    /** The most frequent first. */
    private static String words(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
