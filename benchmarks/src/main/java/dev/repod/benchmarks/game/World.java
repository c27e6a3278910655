package dev.repod.benchmarks.game;

/**
 * What the server sends ten times a second to everybody who has joined.
 *
 * @param number from 1, without a gap
 * @param state the rest of it
 */
record World(long number, byte[] state) {
    /** As much as a small game has to tell. */
    static final int STATE_BYTES = 4 << 10;
}
