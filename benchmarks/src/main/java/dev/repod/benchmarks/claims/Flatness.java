package dev.repod.benchmarks.claims;

import java.util.Locale;

/**
 * Whether a figure has come back to where it was.
 *
 * @param share how much more it may be, as a share of what it was
 * @param slack how much more beside that
 */
public record Flatness(double share, long slack) {
    /** What is alive differs a little from one collection to the next: caches fill, classes are compiled. */
    public static final Flatness OF_HEAP = new Flatness(0.1, 2 << 20);

    /** Buffers are kept in chunks. */
    public static final Flatness OF_DIRECT_MEMORY = new Flatness(0, 4 << 20);

    /** What a first time opens stays open: a source of chance, a file of classes. */
    public static final Flatness OF_DESCRIPTORS_AT_FIRST = new Flatness(0, 4);

    /** Threads, descriptors, connections: each one more is one too many. */
    public static final Flatness OF_COUNTS = new Flatness(0, 0);

    /**
     * The most that it may be.
     *
     * @param first what it was
     * @return the bound
     */
    public long most(long first) {
        return first + (long) (first * share) + slack;
    }

    /**
     * Whether it is no more than that.
     *
     * @param first what it was
     * @param last what it is
     * @return whether it is flat
     */
    public boolean isFlat(long first, long last) {
        return last <= most(first);
    }

    /**
     * The bound in words.
     *
     * @return such as {@code within 10 % + 2 MiB}
     */
    public String words() {
        if (share == 0 && slack == 0) {
            return "no more";
        }
        String beside = slack < 1 << 20 ? Long.toString(slack) : slack / (1 << 20) + " MiB";
        return share == 0 ? "within " + beside : String.format(Locale.ROOT, "within %.0f %% + %s", share * 100, beside);
    }
}
