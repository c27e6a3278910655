package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.process.Words;

/**
 * What one round has shown of one contender.
 *
 * @param messages answers or deliveries
 * @param seconds how long it was measured
 * @param serverCpuSeconds processor time of the server
 * @param p50Micros half of the messages took no longer
 * @param p99Micros 99 in 100 took no longer
 * @param p999Micros 999 in 1,000 took no longer
 */
record Outcome(
        long messages, double seconds, double serverCpuSeconds, double p50Micros, double p99Micros, double p999Micros) {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;

    static Outcome of(Words words) {
        return new Outcome(
                words.get("messages"),
                words.get("nanos") / NANOS,
                words.get("serverCpuNanos") / NANOS,
                words.get("p50") / MICROS,
                words.get("p99") / MICROS,
                words.get("p999") / MICROS);
    }

    /** What counts: how far a second of the server's processor goes. */
    double perCpuSecond() {
        return messages / serverCpuSeconds;
    }

    double perSecond() {
        return messages / seconds;
    }

    double tail() {
        return p99Micros / p50Micros;
    }

    /** How much of its core the server used. */
    double serverShare() {
        return serverCpuSeconds / seconds;
    }
}
