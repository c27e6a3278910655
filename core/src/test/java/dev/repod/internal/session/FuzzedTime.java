package dev.repod.internal.session;

/** Time on the loop of several links: it passes to where one of them asked to be woken, one after the other. */
final class FuzzedTime {
    /** A loop that is woken so often within one step is turning on the spot. */
    private static final int MOST_WAKES = 10_000;

    /** One link with its session. */
    interface Woken {
        FuzzedLink link();

        boolean isGone();

        void onTime(long nowNanos);
    }

    long nowNanos = SessionRig.START_NANOS;

    void pass(long millis, Iterable<? extends Woken> all) {
        long untilNanos = nowNanos + SessionRig.millis(millis);
        int wakes = 0;
        for (Woken next = next(untilNanos, all); next != null; next = next(untilNanos, all)) {
            FuzzedLink.check(++wakes < MOST_WAKES, "the session wants to be woken for ever");
            long due = next.link().wakeTimes.first();
            next.link().wakeTimes.remove(due);
            nowNanos = due - nowNanos > 0 ? due : nowNanos;
            next.onTime(nowNanos);
        }
        nowNanos = untilNanos;
    }

    /** The loop does something else meanwhile, and looks at what was due when it comes back. */
    void stall(long millis, Iterable<? extends Woken> all) {
        nowNanos += SessionRig.millis(millis);
        for (Woken one : all) {
            one.link().wakeTimes.removeIf(due -> due - nowNanos <= 0);
            if (!one.isGone()) {
                one.onTime(nowNanos);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Woken next(long untilNanos, Iterable<? extends Woken> all) {
        Woken first = null;
        for (Woken one : all) {
            boolean isDue = !one.isGone()
                    && !one.link().wakeTimes.isEmpty()
                    && one.link().wakeTimes.first() - untilNanos <= 0;
            if (isDue
                    && (first == null
                            || one.link().wakeTimes.first()
                                            - first.link().wakeTimes.first()
                                    < 0)) {
                first = one;
            }
        }
        return first;
    }
}
