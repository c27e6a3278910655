package dev.repod.benchmarks.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis.
 *
 * @param min where it begins
 * @param max where it ends
 */
record LogAxis(double min, double max) {
    private static final double[] STEPS = {1, 2, 5};

    /** With more decades than this, the tens alone have a line. */
    private static final double FEW_DECADES = 2.5;

    /** From a round number at or below the least to one at or above the greatest. */
    static LogAxis over(DoubleStream values) {
        double[] all = values.toArray();
        if (all.length == 0) {
            return new LogAxis(1, 10);
        }
        double least = DoubleStream.of(all).min().orElseThrow();
        double greatest = DoubleStream.of(all).max().orElseThrow();
        double min = roundDown(least);
        double max = roundUp(greatest);
        return max > min ? new LogAxis(min, max) : new LogAxis(min, min * 10);
    }

    /** How far along it a value is: 0 at the beginning, 1 at the end. */
    double share(double value) {
        return (Math.log10(value) - Math.log10(min)) / (Math.log10(max) - Math.log10(min));
    }

    /** The round numbers on it. */
    List<Double> ticks() {
        boolean tensOnly = Math.log10(max / min) > FEW_DECADES;
        List<Double> ticks = new ArrayList<>();
        for (int decade = decade(min); decade <= decade(max); decade++) {
            for (double step : STEPS) {
                double tick = step * Math.pow(10, decade);
                if (tick >= min * 0.999 && tick <= max * 1.001 && (step == 1 || !tensOnly)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A number as people write it: 0.5, 200, 5k, 2M. */
    static String text(double number) {
        if (number >= 1e6) {
            return plain(number / 1e6) + "M";
        }
        return number >= 1e3 ? plain(number / 1e3) + "k" : plain(number);
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.2g", number);
    }

    private static int decade(double value) {
        return (int) Math.floor(Math.log10(value) + 1e-9);
    }

    private static double roundDown(double value) {
        double unit = Math.pow(10, decade(value));
        double round = unit;
        for (double step : STEPS) {
            if (step * unit <= value * 1.000001) {
                round = step * unit;
            }
        }
        return round;
    }

    private static double roundUp(double value) {
        double down = roundDown(value);
        double unit = Math.pow(10, decade(down));
        if (down >= value * 0.999999) {
            return down;
        }
        double mantissa = down / unit;
        return mantissa < 1.5 ? 2 * unit : mantissa < 3 ? 5 * unit : 10 * unit;
    }
}
