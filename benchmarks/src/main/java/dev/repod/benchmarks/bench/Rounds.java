package dev.repod.benchmarks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one scenario: every contender once in each round, so that what disturbs the machine disturbs all of them. */
final class Rounds {
    private final Plan wholePlan;
    private final LoadProcess load;

    Rounds(Plan plan, LoadProcess load) {
        this.wholePlan = plan;
        this.load = load;
    }

    /** The outcomes of each contender, a round at each index. */
    Map<Contender, List<Outcome>> run(Scenario scenario) {
        Map<Contender, List<Outcome>> outcomes = new LinkedHashMap<>();
        Plan plan = wholePlan.planFor(scenario);
        for (int fork = 0; fork < plan.forks(); fork++) {
            List<ServerProcess> servers = new ArrayList<>();
            try {
                for (Contender contender : scenario.field()) {
                    servers.add(warm(contender, scenario.load(), plan));
                }
                for (int round = 0; round < plan.roundsPerFork(); round++) {
                    for (ServerProcess server : servers) {
                        outcomes.computeIfAbsent(server.contender(), key -> new ArrayList<>())
                                .add(server.run(load, scenario.load(), plan.millis(), Plan.SETTLE_MILLIS));
                    }
                }
            } finally {
                servers.forEach(ServerProcess::close);
            }
        }
        return outcomes;
    }

    /** In several runs: the first that comes after another one is half as fast, since connections that end are new to the compiler. */
    private ServerProcess warm(Contender contender, Scenario.Load what, Plan plan) {
        ServerProcess server = new ServerProcess(contender);
        for (int run = 0; run < Plan.WARMUP_RUNS; run++) {
            server.run(load, what, plan.warmupMillis() / Plan.WARMUP_RUNS, Plan.SETTLE_MILLIS);
        }
        return server;
    }
}
