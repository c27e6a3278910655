package dev.repod.benchmarks.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One figure over all rounds.
 *
 * @param min the least
 * @param median the one in the middle
 * @param max the greatest
 */
record Spread(double min, double median, double max) {
    static Spread of(List<Outcome> rounds, ToDoubleFunction<Outcome> figure) {
        return of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** Of the ratios of each round, never the ratio of two medians: what was disturbed was disturbed together. */
    static Spread ofRatios(List<Outcome> rounds, List<Outcome> yardstick, ToDoubleFunction<Outcome> figure) {
        return of(IntStream.range(0, rounds.size())
                .mapToDouble(i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(yardstick.get(i)))
                .toArray());
    }

    private static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
