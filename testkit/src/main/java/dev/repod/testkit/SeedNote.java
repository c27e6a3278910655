package dev.repod.testkit;

import java.util.Arrays;

/** Goes along with a failure out of a lab, so that whoever reads it can run the same again. It is thrown by nobody. */
final class SeedNote extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SeedNote(long seed) {
        super("this was a lab with seed " + seed, null, false, false);
    }

    /** Does something; what it throws, if it does, says the seed. */
    static void onFailure(long seed, Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | Error failure) {
            addTo(failure, seed);
            throw failure;
        }
    }

    /** Once, however many calls into the lab the failure passes through. */
    private static void addTo(Throwable failure, long seed) {
        if (Arrays.stream(failure.getSuppressed()).noneMatch(SeedNote.class::isInstance)) {
            failure.addSuppressed(new SeedNote(seed));
        }
    }
}
