package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.process.Pinning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code ./repod bench}: the scenarios, ours and the peers in turn. */
public final class SideBySide {
    private static final String IDLE = "idle";

    private final Plan plan;
    private final boolean quick;
    private final Path results;
    private final Set<String> names;

    /**
     * A run to come.
     *
     * @param quick fewer and shorter rounds: for a look, not for a figure
     * @param results the folder for the files
     * @param names of scenarios; empty for all of them
     */
    public SideBySide(boolean quick, Path results, Set<String> names) {
        this.plan = quick ? Plan.QUICK : Plan.FULL;
        this.quick = quick;
        this.results = results;
        this.names = names.isEmpty() ? Set.copyOf(names()) : names;
    }

    /**
     * What can be asked for.
     *
     * @return the names of all scenarios
     */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(IDLE));
        Scenario.all().forEach(scenario -> names.add(scenario.name()));
        return names;
    }

    /**
     * Runs them.
     *
     * @param machine what is said about the machine, at the head of the results
     * @throws IOException if the results cannot be written
     */
    public void run(List<String> machine) throws IOException {
        Report report = new Report(results, quick ? "bench-quick" : "bench");
        List<Scenario> scenarios = Scenario.all().stream()
                .filter(scenario -> names.contains(scenario.name()))
                .toList();
        report.add(head(machine));
        say("about " + (scenarios.stream().mapToInt(plan::secondsFor).sum() + 89) / 60 + " minutes");
        try (LoadProcess load = new LoadProcess()) {
            Rounds rounds = new Rounds(plan, load);
            for (Scenario scenario : scenarios) {
                say(scenario.name() + "…");
                ScenarioTable table = new ScenarioTable(scenario, rounds.run(scenario));
                report.add(table.lines());
                report.addRaw(table.rawLines());
            }
            if (names.contains(IDLE)) {
                say(IDLE + "…");
                report.add(new IdleRun(load, quick).lines());
            }
        }
        say("written to " + report.text() + ", each round in the .tsv beside it");
    }

    private List<String> head(List<String> machine) {
        List<String> head = new ArrayList<>(machine);
        head.add("flags    " + String.join(" ", ServerProcess.flags()));
        head.add("cores    " + Pinning.words());
        head.add("rounds   " + plan.words() + "; medians of the rounds, and of each round's ratio to netty");
        return head;
    }

    private static void say(String progress) {
        System.err.println("bench: " + progress);
    }
}
