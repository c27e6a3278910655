package dev.repod.benchmarks.game;

/**
 * The answer to a {@link Move}.
 *
 * @param number the move's
 * @param dueNanos the move's
 */
record Moved(long number, long dueNanos) {}
