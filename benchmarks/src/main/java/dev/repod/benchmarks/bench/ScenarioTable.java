package dev.repod.benchmarks.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The outcomes of one scenario, for people to read and for programs. */
final class ScenarioTable {
    private static final String HEAD = String.format(
            Locale.ROOT,
            "  %-22s %12s %-17s %8s %-13s %9s %9s %9s %7s %6s",
            "",
            "per s of CPU",
            "  (min - max)",
            "x netty",
            " (min - max)",
            "p50 us",
            "p99 us",
            "p99.9 us",
            "p99/p50",
            "server");

    private final Scenario scenario;
    private final Map<Contender, List<Outcome>> outcomes;

    ScenarioTable(Scenario scenario, Map<Contender, List<Outcome>> outcomes) {
        this.scenario = scenario;
        this.outcomes = outcomes;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(scenario.name() + ": " + scenario.title(), HEAD));
        scenario.field().forEach(contender -> lines.add(line(contender)));
        Contender ours = scenario.contenders().get(0);
        for (Contender other : scenario.contenders()) {
            if (!other.equals(ours)) {
                Spread ratio = Spread.ofRatios(rounds(ours), rounds(other), Outcome::perCpuSecond);
                lines.add(String.format(
                        Locale.ROOT,
                        "  repod is %.2f x %s (%.2f - %.2f)",
                        ratio.median(),
                        other.name(),
                        ratio.min(),
                        ratio.max()));
            }
        }
        return lines;
    }

    /** One line for each contender and round. */
    List<String> rawLines() {
        List<String> lines = new ArrayList<>();
        outcomes.forEach((contender, rounds) -> {
            for (int i = 0; i < rounds.size(); i++) {
                Outcome round = rounds.get(i);
                lines.add(String.format(
                        Locale.ROOT,
                        "%s\t%s\t%d\t%d\t%.3f\t%.3f\t%.1f\t%.1f\t%.1f",
                        scenario.name(),
                        contender.name(),
                        i + 1,
                        round.messages(),
                        round.seconds(),
                        round.serverCpuSeconds(),
                        round.p50Micros(),
                        round.p99Micros(),
                        round.p999Micros()));
            }
        });
        return lines;
    }

    static String rawHead() {
        return "scenario\tserver\tround\tmessages\tseconds\tserver_cpu_s\tp50_us\tp99_us\tp99.9_us";
    }

    private List<Outcome> rounds(Contender contender) {
        return Objects.requireNonNull(outcomes.get(contender));
    }

    private String line(Contender contender) {
        List<Outcome> rounds = rounds(contender);
        Spread rate = Spread.of(rounds, Outcome::perCpuSecond);
        Spread ratio = Spread.ofRatios(rounds, rounds(scenario.yardstick()), Outcome::perCpuSecond);
        return String.format(
                Locale.ROOT,
                "  %-22s %,12.0f %-17s %8.2f %-13s %9.0f %9.0f %9.0f %7.1f %6.2f",
                contender.name(),
                rate.median(),
                String.format(Locale.ROOT, "(%,.0fk-%,.0fk)", rate.min() / 1000, rate.max() / 1000),
                ratio.median(),
                String.format(Locale.ROOT, "(%.2f - %.2f)", ratio.min(), ratio.max()),
                Spread.of(rounds, Outcome::p50Micros).median(),
                Spread.of(rounds, Outcome::p99Micros).median(),
                Spread.of(rounds, Outcome::p999Micros).median(),
                Spread.of(rounds, Outcome::tail).median(),
                Spread.of(rounds, Outcome::serverShare).median());
    }
}
