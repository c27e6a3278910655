package dev.repod.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a bound is passed, both sides are told. */
final class BoundPlayTest {
    private static final int SEEDS = 10;

    @ParameterizedTest
    @EnumSource
    void whoeverItConcernsIsTold(Bound bound) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(new BoundPlay(seed, bound).run(new Figures()))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }
}
