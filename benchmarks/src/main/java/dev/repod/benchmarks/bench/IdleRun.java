package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.load.Job.Work;
import dev.repod.benchmarks.process.Words;
import java.util.List;
import java.util.Locale;

/** What a connection costs on which nothing happens: figures of a server with and without thousands of them. */
final class IdleRun {
    private static final int CONNECTIONS = 10_000;
    private static final int SETTLE_MILLIS = 2_000;

    private final LoadProcess load;
    private final int connections;

    IdleRun(LoadProcess load, boolean quick) {
        this.load = load;
        this.connections = quick ? CONNECTIONS / 5 : CONNECTIONS;
    }

    List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "idle: %,d connections that are silent; bytes for each, after a garbage collection",
                        connections),
                String.format(Locale.ROOT, "  %-22s %8s %8s %8s", "", "heap", "direct", "rss"),
                line(Contender.REPOD),
                line(Contender.ECHO));
    }

    private String line(Contender contender) {
        try (ServerProcess server = new ServerProcess(contender)) {
            // What is made once, with the first connections, is not theirs.
            server.run(load, Scenario.Load.echo(10, 1), 500, 500);
            Words before = server.figures();
            Scenario.Load hold = new Scenario.Load(Work.HOLD, "echo", connections, 1, 0, false, 0);
            server.run(load, hold, 1, SETTLE_MILLIS);
            Words after = server.figures();
            return String.format(
                    Locale.ROOT,
                    "  %-22s %,8d %,8d %,8d",
                    contender.name(),
                    each(before, after, "heap"),
                    each(before, after, "direct"),
                    each(before, after, "rss"));
        }
    }

    private long each(Words before, Words after, String figure) {
        return (after.get(figure) - before.get(figure)) / connections;
    }
}
