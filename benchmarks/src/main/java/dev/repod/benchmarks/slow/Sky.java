package dev.repod.benchmarks.slow;

/**
 * What the server sends to everybody, sixty times a second.
 *
 * @param number from 1
 * @param state the rest of it
 */
record Sky(long number, byte[] state) {
    static final int STATE_BYTES = 10_000;
    static final int PER_SECOND = 60;
}
