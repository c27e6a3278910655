package dev.repod.benchmarks.chart;

import java.util.List;

/**
 * One picture of several.
 *
 * @param title what is shown, with its unit
 * @param xTitle what grows
 * @param series the lines; the first is the one that the picture is about
 */
public record Panel(String title, String xTitle, List<Series> series) {}
