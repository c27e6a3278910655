package dev.repod.benchmarks.chart;

import java.util.List;

/**
 * One line of a panel.
 *
 * @param name what stands at its end
 * @param points from left to right
 */
public record Series(String name, List<Point> points) {
    /**
     * One measured value.
     *
     * @param x above 0
     * @param y above 0
     */
    public record Point(double x, double y) {}
}
