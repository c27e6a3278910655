package dev.repod.testkit.proof;

import dev.repod.Resumption;
import dev.repod.testkit.proof.Violation.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What plays add up to. Confined to the thread that plays. */
final class Figures {
    private final Map<Place, Long> cutsAt = new EnumMap<>(Place.class);
    private final Map<Resumption, Long> resumptions = new EnumMap<>(Resumption.class);
    private final Map<Kind, Long> violations = new EnumMap<>(Kind.class);
    private long seeds;
    private long cuts;
    private long loadedCuts;
    private long up;
    private long down;
    private Duration played = Duration.ZERO;

    void cut(Place place, boolean isLoaded) {
        cuts++;
        loadedCuts += isLoaded ? 1 : 0;
        cutsAt.merge(place, 1L, Long::sum);
    }

    void seed() {
        seeds++;
    }

    /** A play is over. */
    void add(History history, Outcomes outcomes, Duration time) {
        history.channels().values().forEach(channel -> up += channel.received());
        history.clients().values().forEach(client -> down += client.received());
        for (Resumption resumption : Resumption.values()) {
            resumptions.merge(resumption, outcomes.of(resumption), Long::sum);
        }
        played = played.plus(time);
    }

    void add(List<Violation> found) {
        found.forEach(violation -> violations.merge(violation.kind(), 1L, Long::sum));
    }

    long seeds() {
        return seeds;
    }

    long cuts() {
        return cuts;
    }

    long cutsAt(Place place) {
        return cutsAt.getOrDefault(place, 0L);
    }

    long loadedCuts() {
        return loadedCuts;
    }

    long up() {
        return up;
    }

    long down() {
        return down;
    }

    long of(Resumption resumption) {
        return resumptions.getOrDefault(resumption, 0L);
    }

    long of(Kind kind) {
        return violations.getOrDefault(kind, 0L);
    }

    Duration played() {
        return played;
    }
}
