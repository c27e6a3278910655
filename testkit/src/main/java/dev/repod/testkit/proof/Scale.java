package dev.repod.testkit.proof;

/**
 * How much one play is to be.
 *
 * @param cuts how many cuts there are, at least
 * @param messages how many messages are sent, both ways together, at least
 */
record Scale(int cuts, long messages) {}
