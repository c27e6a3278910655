package dev.repod.internal.transport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The one place of the library that reads a clock and draws random numbers. */
final class SystemTime {
    private SystemTime() {}

    static long nanoTime() {
        return System.nanoTime();
    }

    static RandomGenerator random() {
        return ThreadLocalRandom.current();
    }
}
