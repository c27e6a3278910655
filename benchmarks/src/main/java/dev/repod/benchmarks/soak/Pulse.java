package dev.repod.benchmarks.soak;

/**
 * What the server says to all, twenty times a second: by turns what must arrive and what may be replaced.
 *
 * @param number from 1
 * @param rest makes it larger
 */
record Pulse(long number, byte[] rest) {
    static final int REST_BYTES = 300;
}
