package dev.repod.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static Outcome outcome(long messages, double cpuSeconds) {
        return new Outcome(messages, 1, cpuSeconds, 10, 20, 30);
    }

    @Test
    void theRatioIsTheMedianOfTheRoundsAndNotTheRatioOfMedians() {
        List<Outcome> ours = List.of(outcome(10, 1), outcome(40, 1), outcome(90, 1));
        List<Outcome> theirs = List.of(outcome(10, 1), outcome(10, 1), outcome(100, 1));

        assertThat(Spread.ofRatios(ours, theirs, Outcome::perCpuSecond)).isEqualTo(new Spread(0.9, 1, 4));
    }

    @Test
    void anEvenNumberOfRoundsHasItsMedianBetweenTwo() {
        assertThat(Spread.of(
                        List.of(outcome(4, 1), outcome(1, 1), outcome(3, 2), outcome(2, 1)), Outcome::perCpuSecond))
                .isEqualTo(new Spread(1, 1.75, 4));
    }
}
