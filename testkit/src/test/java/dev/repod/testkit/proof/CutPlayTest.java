package dev.repod.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promise in small, from many seeds: what {@code ./repod prove sessions} does in large. */
final class CutPlayTest {
    private static final int SEEDS = 200;
    private static final Scale SMALL = new Scale(5, 600);

    @Test
    void eachMessageArrivesOnceAndInOrderWhereverTheLinkIsCut() {
        Figures figures = new Figures();
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(new CutPlay(seed, SMALL, figures, () -> {}).run())
                    .as("seed " + seed)
                    .isEmpty();
        }

        assertThat(figures.cuts()).isGreaterThanOrEqualTo(5 * SEEDS);
        assertThat(figures.up()).isGreaterThan(100 * SEEDS);
        assertThat(figures.down()).isGreaterThan(100 * SEEDS);
        assertThat(figures.cutsAt(Place.HELLO)).isGreaterThan(100);
        assertThat(figures.cutsAt(Place.WELCOME)).isGreaterThan(100);
        assertThat(figures.cutsAt(Place.ROTATION)).isGreaterThan(20);
        assertThat(figures.cutsAt(Place.ACK)).isGreaterThan(20);
        assertThat(figures.cutsAt(Place.FIRST_ACK)).isGreaterThan(20);
    }

    @Test
    void mostCutsHitManyMessagesEachWay() {
        Figures figures = new Figures();

        assertThat(new CutPlay(1, new Scale(100, 50_000), figures, () -> {}).run())
                .isEmpty();

        assertThat(figures.loadedCuts()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void theSameSeedGivesTheSamePlay() {
        assertThat(play(7)).isEqualTo(play(7)).isNotEqualTo(play(8));
    }

    private static List<Object> play(long seed) {
        Figures figures = new Figures();
        List<Object> seen = new ArrayList<>(new CutPlay(seed, SMALL, figures, () -> {}).run());
        seen.add(figures.played());
        seen.add(figures.up());
        seen.add(figures.down());
        return seen;
    }
}
