package dev.repod.benchmarks.process;

/** Lets time pass. */
public final class Waiting {
    private Waiting() {}

    /**
     * Sleeps; interrupted, it ends the program's work.
     *
     * @param millis how long
     */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
