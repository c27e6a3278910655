package dev.repod;

import dev.repod.internal.transport.IoLoop;

/** Notices that a loop did nothing for a while, and says so when it is over: once a stall, whatever the cause was. */
final class StallWatch {
    private static final long PERIOD_NANOS = 500_000_000;

    /** What a player feels for certain. */
    static final long STALL_NANOS = 1_000_000_000;

    private final Repeating repeating;

    /** On the loop that is watched. */
    StallWatch(IoLoop loop) {
        repeating = new Repeating(loop, PERIOD_NANOS, (sinceLastNanos, skipped) -> {
            long stalledNanos = sinceLastNanos - PERIOD_NANOS;
            if (stalledNanos >= STALL_NANOS) {
                Log.SERVER
                        .atWarn()
                        .addKeyValue("millis", stalledNanos / 1_000_000)
                        .log("loop_stalled");
            }
        });
    }

    void cancel() {
        repeating.cancel();
    }
}
