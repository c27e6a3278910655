package dev.repod.testkit.proof;

import dev.repod.Resumption;
import java.util.EnumMap;
import java.util.Map;

/** How often clients came back, and to what. Confined to the thread that pumps them. */
final class Outcomes {
    private final Map<Resumption, Long> counts = new EnumMap<>(Resumption.class);

    void count(Resumption resumption) {
        counts.merge(resumption, 1L, Long::sum);
    }

    long of(Resumption resumption) {
        return counts.getOrDefault(resumption, 0L);
    }
}
