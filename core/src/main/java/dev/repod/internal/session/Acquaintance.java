package dev.repod.internal.session;

/**
 * Makes a stranger known: one who has said something that was a frame, and a second later is still there and says more,
 * all of which was read. By then whoever sends what may not be sent, or too much of it, has been found out. Whoever goes on with a session, or has been let in by
 * name, has shown who he is, and is known at once.
 */
final class Acquaintance {
    private static final long PROBATION_NANOS = 1_000_000_000;

    private final Link link;
    private boolean isGreeted;
    private long greetedNanos;
    private boolean known;

    Acquaintance(Link link) {
        this.link = link;
    }

    /** Something came in from a peer of whom frames have been seen, now or before. */
    void heard(long nowNanos) {
        if (known) {
            return;
        }
        if (!isGreeted) {
            isGreeted = true;
            greetedNanos = nowNanos;
        } else if (nowNanos - greetedNanos >= PROBATION_NANOS && link.hasReadAll()) {
            // All that he has sent until now has been judged.
            prove();
        }
    }

    /** It is known who it is. */
    void prove() {
        if (!known) {
            known = true;
            link.setStanding(Standing.KNOWN);
        }
    }

    boolean isKnown() {
        return known;
    }
}
