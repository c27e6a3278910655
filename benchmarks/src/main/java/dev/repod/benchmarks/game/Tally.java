package dev.repod.benchmarks.game;

import org.HdrHistogram.Histogram;

/** What all players have counted together. Confined to their loop. */
final class Tally {
    private static final long MOST_NANOS = 120_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram roundTrips = new Histogram(MOST_NANOS, DIGITS);
    private long sent;
    private long received;
    private long worlds;
    private long wrong;
    private long ended;

    void sent() {
        sent++;
    }

    void received(long roundTripNanos) {
        received++;
        roundTrips.recordValue(Math.min(MOST_NANOS, Math.max(0, roundTripNanos)));
    }

    void world() {
        worlds++;
    }

    /** Not the number that had to come next. */
    void wrong() {
        wrong++;
    }

    /** A player was thrown out. */
    void ended() {
        ended++;
    }

    long missing() {
        return sent - received;
    }

    /** Totals from the beginning, and the round trips since they were last asked for. */
    String takeWords() {
        String words = "tally sent=" + sent + " received=" + received + " worlds=" + worlds + " wrong=" + wrong
                + " ended="
                + ended + " roundTrips=" + roundTrips.getTotalCount() + " p50=" + roundTrips.getValueAtPercentile(50)
                + " p99=" + roundTrips.getValueAtPercentile(99) + " p999=" + roundTrips.getValueAtPercentile(99.9)
                + " max=" + roundTrips.getMaxValue();
        roundTrips.reset();
        return words;
    }
}
