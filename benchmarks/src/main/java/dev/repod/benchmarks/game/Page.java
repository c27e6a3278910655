package dev.repod.benchmarks.game;

/**
 * What is sent to whoever asks for it: much for little.
 *
 * @param content 16 KiB
 */
record Page(byte[] content) {
    static final Page SAMPLE = new Page(new byte[16 << 10]);
}
