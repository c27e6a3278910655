package dev.repod.internal.transport;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The one place of the library that reads a clock and draws random numbers. */
final class SystemTime {
    private static final SecureRandom SECRETS = new SecureRandom();

    private SystemTime() {}

    static void fillSecret(byte[] bytes) {
        SECRETS.nextBytes(bytes);
    }

    static long nanoTime() {
        return System.nanoTime();
    }

    /** For any thread: each draws from its own, since one that draws from another's gets the same numbers in every run. */
    static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
