package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.process.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** The most that was seen of each figure. */
final class Peak {
    private final Map<String, Long> most = new LinkedHashMap<>();

    void add(Words figures) {
        figures.numbers().forEach((name, number) -> most.merge(name, number, Math::max));
    }

    Words words() {
        return new Words(Map.copyOf(most));
    }
}
