package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.bench.Scenario.Load;
import dev.repod.benchmarks.chart.Panel;
import dev.repod.benchmarks.chart.Series;
import dev.repod.benchmarks.chart.SvgChart;
import dev.repod.benchmarks.process.Pinning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** {@code ./repod bench growth}: how figures change with connections, receivers and sizes, ours and the yardstick's. */
public final class Growth {
    private static final int WARMUP_MILLIS = 3_000;
    private static final int WINDOW = 8;
    private static final double MICROS_PER_MILLI = 1_000;

    /** What is varied, and how. */
    private record Axis(String title, String unit, Contender yardstick, List<Step> steps) {}

    /** One value of it. */
    private record Step(int x, Load load) {}

    private final Path results;
    private final int rounds;
    private final int millis;
    private final List<Panel> panels = new ArrayList<>();

    /**
     * A run to come.
     *
     * @param quick one short round a point: for a look, not for a figure
     * @param results the folder for the files
     */
    public Growth(boolean quick, Path results) {
        this.results = results;
        this.rounds = quick ? 1 : 3;
        this.millis = quick ? 700 : 1_500;
    }

    private static List<Axis> axes() {
        return List.of(
                new Axis(
                        "connections, 8 messages under way on each",
                        "messages",
                        Contender.ECHO,
                        steps(List.of(1, 10, 50, 200, 500, 1_000, 2_000), n -> Load.echo(n, WINDOW))),
                new Axis(
                        "receivers of a broadcast, 8 under way",
                        "deliveries",
                        Contender.FAN_OUT,
                        steps(List.of(10, 50, 200, 500, 1_000, 2_000), n -> Load.fanOut("broadcast", n, WINDOW))),
                new Axis(
                        "characters of text, 50 connections, 8 messages under way on each",
                        "messages",
                        Contender.ECHO,
                        steps(List.of(12, 100, 1_000, 10_000, 60_000), n -> Load.echo(50, WINDOW, n))));
    }

    private static List<Step> steps(List<Integer> values, IntFunction<Load> load) {
        return values.stream().map(x -> new Step(x, load.apply(x))).toList();
    }

    /**
     * Measures, and draws.
     *
     * @param machine what is said about the machine, at the head of the results
     * @throws IOException if the results cannot be written
     */
    public void run(List<String> machine) throws IOException {
        Report report = new Report(results, "growth");
        List<String> head = new ArrayList<>(machine);
        head.add("cores    " + Pinning.words());
        head.add("rounds   " + rounds + " a point of " + millis / 1000.0 + " s, ours and netty's in turn; medians");
        report.add(head);
        try (LoadProcess load = new LoadProcess()) {
            for (Axis axis : axes()) {
                System.err.println("bench: " + axis.title() + "…");
                measure(axis, load, report);
            }
        }
        Path picture = report.addPicture(SvgChart.of(panels));
        System.err.println("bench: written to " + report.text() + " and " + picture);
    }

    private void measure(Axis axis, LoadProcess load, Report report) throws IOException {
        Map<Contender, Map<Integer, List<Outcome>>> all = new LinkedHashMap<>();
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (Contender contender : List.of(Contender.REPOD, axis.yardstick())) {
                ServerProcess server = new ServerProcess(contender);
                servers.add(server);
                server.run(load, axis.steps().get(1).load(), WARMUP_MILLIS, Plan.SETTLE_MILLIS);
                all.put(contender, new LinkedHashMap<>());
            }
            for (Step step : axis.steps()) {
                // What this size needs is compiled before it counts.
                servers.forEach(server -> server.run(load, step.load(), millis, Plan.SETTLE_MILLIS));
                for (int round = 0; round < rounds; round++) {
                    for (ServerProcess server : servers) {
                        Objects.requireNonNull(all.get(server.contender()))
                                .computeIfAbsent(step.x(), x -> new ArrayList<>())
                                .add(server.run(load, step.load(), millis, Plan.SETTLE_MILLIS));
                    }
                }
            }
        } finally {
            servers.forEach(ServerProcess::close);
        }
        report.add(table(axis, all));
        panels.add(panel(axis, axis.unit() + " per second of the server's processor", all, Outcome::perCpuSecond));
        panels.add(panel(axis, "p99 latency, ms", all, outcome -> outcome.p99Micros() / MICROS_PER_MILLI));
    }

    private static Panel panel(
            Axis axis,
            String title,
            Map<Contender, Map<Integer, List<Outcome>>> all,
            ToDoubleFunction<Outcome> figure) {
        List<Series> series = new ArrayList<>();
        all.forEach((contender, points) -> series.add(new Series(
                contender.name(),
                points.entrySet().stream()
                        .map(point -> new Series.Point(
                                point.getKey(),
                                Spread.of(point.getValue(), figure).median()))
                        .toList())));
        return new Panel(title, axis.title(), series);
    }

    private static List<String> table(Axis axis, Map<Contender, Map<Integer, List<Outcome>>> all) {
        List<String> lines = new ArrayList<>();
        lines.add(axis.title());
        lines.add(String.format(
                Locale.ROOT,
                "  %-10s %8s %14s %14s %10s %10s %8s",
                "",
                "",
                "per s of CPU",
                "per s",
                "p50 us",
                "p99 us",
                "x netty"));
        List<List<Outcome>> yardstick =
                List.copyOf(Objects.requireNonNull(all.get(axis.yardstick())).values());
        all.forEach((contender, points) -> {
            List<Integer> xs = List.copyOf(points.keySet());
            IntStream.range(0, xs.size())
                    .forEach(i -> lines.add(row(
                            contender, xs.get(i), Objects.requireNonNull(points.get(xs.get(i))), yardstick.get(i))));
        });
        return lines;
    }

    private static String row(Contender contender, int x, List<Outcome> rounds, List<Outcome> yardstick) {
        return String.format(
                Locale.ROOT,
                "  %-10s %,8d %,14.0f %,14.0f %,10.0f %,10.0f %8.2f",
                contender.name(),
                x,
                Spread.of(rounds, Outcome::perCpuSecond).median(),
                Spread.of(rounds, Outcome::perSecond).median(),
                Spread.of(rounds, Outcome::p50Micros).median(),
                Spread.of(rounds, Outcome::p99Micros).median(),
                Spread.ofRatios(rounds, yardstick, Outcome::perCpuSecond).median());
    }
}
