package dev.repod;

/** Notices that a game did not pump for a while, and says so when it does again: once a stall. On the game's thread. */
final class PumpWatch {
    private final long lateNanos;
    private long lastNanos;
    private boolean watching;

    /** With what counts as late. */
    PumpWatch(long lateNanos) {
        this.lateNanos = lateNanos;
    }

    /** The game pumps now, and there is a connection whose events it may have been missing. */
    void onPump(long nowNanos) {
        long sinceLastNanos = nowNanos - lastNanos;
        if (watching && sinceLastNanos >= lateNanos) {
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
