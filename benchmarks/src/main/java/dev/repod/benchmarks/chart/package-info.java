/**
 * Draws lines over two logarithmic axes as SVG, in small panels beside each other. It knows nothing of what the numbers mean, and
 * measures nothing. Plain values, any thread.
 */
@NullMarked
package dev.repod.benchmarks.chart;

import org.jspecify.annotations.NullMarked;
