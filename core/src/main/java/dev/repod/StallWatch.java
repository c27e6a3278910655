package dev.repod;

import dev.repod.internal.transport.IoLoop;

/** Notices that a loop did nothing for a while, and says so when it is over: once a stall, whatever the cause was. */
final class StallWatch {
    private final Repeating repeating;

    /**
     * On the loop that is watched.
     *
     * @param stallNanos what counts as a stall
     */
    StallWatch(IoLoop loop, long stallNanos) {
        long periodNanos = stallNanos / 2;
        repeating = new Repeating(loop, periodNanos, (sinceLastNanos, skipped) -> {
            long stalledNanos = sinceLastNanos - periodNanos;
            if (stalledNanos >= stallNanos) {
                Log.SERVER
                        .atWarn()
                        .addKeyValue("millis", stalledNanos / 1_000_000)
                        .log("loop_stalled");
            }
        });
    }

    /**
     * What counts as a stall: a second, which a player feels for certain, or less where a peer that was silent for less would
     * already count as dead.
     */
    static long stallNanos(Keepalive keepalive) {
        return Math.min(1_000_000_000, keepalive.deadAfter().toNanos());
    }

    void cancel() {
        repeating.cancel();
    }
}
