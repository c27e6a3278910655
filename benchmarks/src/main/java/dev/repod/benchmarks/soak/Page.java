package dev.repod.benchmarks.soak;

/**
 * What is sent to whoever asks for it.
 *
 * @param content 16 KiB
 */
record Page(byte[] content) {
    static final Page SAMPLE = new Page(new byte[16 << 10]);
}
