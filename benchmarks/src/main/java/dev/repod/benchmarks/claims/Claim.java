package dev.repod.benchmarks.claims;

/**
 * Something that was to be shown.
 *
 * @param isKept whether it was
 * @param promise what was promised
 * @param found what was seen, in figures
 */
public record Claim(boolean isKept, String promise, String found) {}
