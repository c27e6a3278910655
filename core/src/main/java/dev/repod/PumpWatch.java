package dev.repod;

/** Notices that a game did not pump for a while, and says so when it does again: once a stall. On the game's thread. */
final class PumpWatch {
    /** What a player feels for certain, and no game with frames leaves between two of them. */
    private static final long LATE_NANOS = 1_000_000_000;

    private long lastNanos;
    private boolean watching;

    /** The game pumps now, and there is a connection whose events it may have been missing. */
    void onPump(long nowNanos) {
        long sinceLastNanos = nowNanos - lastNanos;
        if (watching && sinceLastNanos >= LATE_NANOS) {
            Log.CLIENT
                    .atWarn()
                    .addKeyValue("millis", sinceLastNanos / 1_000_000)
                    .log("pump_late");
        }
        watching = true;
        lastNanos = nowNanos;
    }

    /** There is nothing to miss. */
    void pause() {
        watching = false;
    }
}
