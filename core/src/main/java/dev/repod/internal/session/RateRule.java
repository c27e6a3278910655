package dev.repod.internal.session;

import dev.repod.Limits;

/**
 * One of the limits on what a client may send in a second.
 *
 * @param name of the limit
 * @param unit what is counted, in words for people
 * @param allowed how many a second
 * @param rate the same, with the burst
 * @param burstNanos in which time the burst is earned
 */
record RateRule(String name, String unit, long allowed, Rate rate, long burstNanos) {
    /** A client whose bucket holds less than this part of a burst is warned. */
    private static final double LOW = 0.25;

    static RateRule messages(Limits limits) {
        return of("messages_per_second", "messages", limits.maxMessagesPerSecond(), limits);
    }

    static RateRule bytes(Limits limits) {
        return of("bytes_per_second", "bytes", limits.maxBytesPerSecond(), limits);
    }

    private static RateRule of(String name, String unit, long allowed, Limits limits) {
        long burstNanos = limits.burst().toNanos();
        double burst = Math.max(1, new Rate(0, allowed).during(burstNanos));
        return new RateRule(name, unit, allowed, new Rate(burst, allowed), burstNanos);
    }

    /** The limit in words. */
    String text() {
        return "more than " + allowed + " " + unit + " a second";
    }

    double low() {
        return rate.burst() * LOW;
    }
}
