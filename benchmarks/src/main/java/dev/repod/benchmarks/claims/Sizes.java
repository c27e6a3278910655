package dev.repod.benchmarks.claims;

import java.util.Locale;

/** Figures in words. */
public final class Sizes {
    private static final double MEBIBYTE = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private Sizes() {}

    /**
     * A size.
     *
     * @param bytes any number
     * @return such as {@code 12.5 MiB}
     */
    public static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
    }

    /**
     * A time.
     *
     * @param nanos any number
     * @return such as {@code 1.25 ms}
     */
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.2f ms", nanos / NANOS_PER_MILLI);
    }
}
