package dev.repod.testkit;

import java.util.random.RandomGenerator;

/** Where a stream of bytes is cut: anywhere, and often within the first few bytes, where headers are. */
final class Cuts {
    private static final int A_FEW_BYTES = 8;

    private Cuts() {}

    /** How many of so many bytes come first: at least one. */
    static int upTo(int bytes, RandomGenerator random) {
        boolean few = random.nextInt(4) == 0;
        return 1 + random.nextInt(few ? Math.min(A_FEW_BYTES, bytes) : bytes);
    }
}
