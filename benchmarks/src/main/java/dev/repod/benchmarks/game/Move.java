package dev.repod.benchmarks.game;

/**
 * What a player does, twenty times a second.
 *
 * @param number of this player's moves, from 1
 * @param dueNanos when it was to be sent, on the player's clock
 */
record Move(long number, long dueNanos) {}
