package dev.repod.internal.session;

import dev.repod.internal.session.TooFast.Step;

/** How far a client has gone since its bucket was last full. */
final class Spill {
    /** When that was. */
    final long fullNanos;

    /** What came while the bucket was empty. */
    double over;

    /** Null until the first step was taken. */
    private Step taken = Step.WARN;

    private boolean any;

    Spill(long fullNanos) {
        this.fullNanos = fullNanos;
    }

    /** Whether that step is a new one; each is taken once. */
    boolean isNew(Step step) {
        if (any && taken.compareTo(step) >= 0) {
            return false;
        }
        any = true;
        taken = step;
        return true;
    }
}
