package dev.repod.testkit.proof;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long messages are: most are short, some are not. Not safe for several threads. */
final class Padding {
    static final Padding NONE = new Padding(null);

    private static final String TEXT = "x".repeat(1500);

    private final @Nullable RandomGenerator random;

    private Padding(@Nullable RandomGenerator random) {
        this.random = random;
    }

    static Padding from(RandomGenerator random) {
        return new Padding(random);
    }

    String next() {
        if (random == null) {
            return "";
        }
        boolean isLong = random.nextInt(200) == 0;
        return TEXT.substring(0, random.nextInt(isLong ? TEXT.length() : 16));
    }
}
