package dev.repod.testkit.proof;

import dev.repod.Resumption;
import dev.repod.testkit.proof.Violation.Kind;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What plays add up to. Confined to the thread that plays. */
final class Figures {
    private final Map<Place, Long> cutsAt = new EnumMap<>(Place.class);
    private final Map<Resumption, Long> resumptions = new EnumMap<>(Resumption.class);
    private final Map<Kind, Long> violations = new EnumMap<>(Kind.class);
    private final Map<Place, BitSet> offsets = new EnumMap<>(Place.class);
    private final Map<Place, Integer> lengths = new EnumMap<>(Place.class);
    private long seeds;
    private long cuts;
    private long loadedCuts;
    private long up;
    private long down;
    private Duration played = Duration.ZERO;

    void cut(Cut cut, boolean isLoaded) {
        cuts++;
        loadedCuts += isLoaded ? 1 : 0;
        cutsAt.merge(cut.place(), 1L, Long::sum);
        if (cut.length() > 0) {
            offsets.computeIfAbsent(cut.place(), place -> new BitSet()).set(cut.offset());
            lengths.merge(cut.place(), cut.length(), Math::max);
        }
    }

    /** At how many different bytes of that it was cut. */
    int offsetsOf(Place place) {
        BitSet hit = offsets.get(place);
        return hit == null ? 0 : hit.cardinality();
    }

    /** How many bytes there are in it. */
    int lengthOf(Place place) {
        return lengths.getOrDefault(place, 0);
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
