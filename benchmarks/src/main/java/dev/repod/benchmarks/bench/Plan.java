package dev.repod.benchmarks.bench;

/**
 * How long and how often.
 *
 * @param forks how many times the servers are started anew: one start may be compiled worse than the next
 * @param roundsPerFork rounds with the same processes; in each all contenders come once
 * @param millis how long each is measured in a round
 * @param warmupMillis how long each runs before its first round
 */
record Plan(int forks, int roundsPerFork, int millis, int warmupMillis) {
    static final Plan FULL = new Plan(3, 5, 1_500, 8_000);
    static final Plan QUICK = new Plan(1, 3, 1_000, 3_000);

    /** Before each measurement: connections are made, and windows fill. */
    static final int SETTLE_MILLIS = 300;

    /** What each runs before its first round is so many runs. */
    static final int WARMUP_RUNS = 5;

    /** The JDK's cipher is slow until it is compiled, and that it is only after some hundred thousand records. */
    private static final int TLS_WARMUPS = 2;

    String words() {
        return forks + " x " + roundsPerFork + " rounds of " + millis / 1000.0 + " s, after " + warmupMillis / 1000.0
                + " s to warm up in " + WARMUP_RUNS + " runs, with TLS " + TLS_WARMUPS
                + " times that; where the load is paced, and for lat, the servers are started once";
    }

    /** What is only reported, and not compared to the last per cent, is started once; over TLS all of it takes longer to get going. */
    Plan planFor(Scenario scenario) {
        int warmup = scenario.isOverTls() ? TLS_WARMUPS * warmupMillis : warmupMillis;
        return new Plan(scenario.isPaced() ? 1 : forks, roundsPerFork, millis, warmup);
    }

    int secondsFor(Scenario scenario) {
        return planFor(scenario).secondsOf(scenario);
    }

    private int secondsOf(Scenario scenario) {
        int contenders = scenario.field().size();
        return forks
                * contenders
                * (warmupMillis
                        + WARMUP_RUNS * (SETTLE_MILLIS + 100)
                        + 1_500
                        + roundsPerFork * (millis + SETTLE_MILLIS + 100))
                / 1000;
    }
}
