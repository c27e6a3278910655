package dev.repod.internal.session;

import org.jspecify.annotations.Nullable;

/** What vetters of tests have in common: they ask, or do not, and give five seconds for it. */
abstract class TestVetter implements Vetter {
    @Nullable Principals principals;

    boolean asks = true;

    @Override
    public final boolean asksForCredentials() {
        return asks;
    }

    @Override
    public final long timeoutNanos() {
        return SessionRig.millis(5000);
    }

    @Override
    public final @Nullable Principals principals() {
        return principals;
    }
}
