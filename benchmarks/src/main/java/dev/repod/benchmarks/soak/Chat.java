package dev.repod.benchmarks.soak;

/**
 * What one says to all.
 *
 * @param text the words
 */
record Chat(String text) {}
