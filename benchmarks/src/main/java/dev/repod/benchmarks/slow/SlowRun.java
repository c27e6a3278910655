package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.claims.Progress;
import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Waiting;
import dev.repod.benchmarks.process.Words;

/** Lets all read, then all but one, then all again. */
final class SlowRun {
    private static final int SECOND_MILLIS = 1_000;

    /** After which the slow one should be up to date, if it is there. */
    static final int CATCH_UP_SECONDS = 3;

    private final SlowOptions options;
    private final Progress progress;

    SlowRun(SlowOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    SlowFigures run() {
        try (Child server = SkyProgram.start(options.latest())) {
            String ready = server.answer();
            int port = Integer.parseInt(ready.substring(ready.indexOf(' ') + 1));
            try (Child clients = WatchersProgram.start(port, options.others())) {
                clients.answer();
                return run(server, clients);
            }
        } finally {
            progress.clear();
        }
    }

    private SlowFigures run(Child server, Child clients) {
        progress.begin("all of them read");
        ask(clients, "tally");
        wait(server, options.before());
        Words before = ask(clients, "tally");
        Words heldBefore = ask(server, "glance");
        progress.begin("one of them stops");
        clients.ask("stop");
        wait(server, options.seconds());
        Words meanwhile = ask(clients, "tally");
        Words heldMeanwhile = ask(server, "glance");
        progress.begin("it reads again");
        clients.ask("read");
        wait(server, CATCH_UP_SECONDS);
        Words again = ask(clients, "tally");
        return new SlowFigures(options, before, meanwhile, again, heldBefore, heldMeanwhile, ask(server, "glance"));
    }

    /** The server is not asked meanwhile: the most that waited is counted from one question to the next. */
    private void wait(Child server, int seconds) {
        for (int second = 1; second <= seconds; second++) {
            Waiting.millis(SECOND_MILLIS);
            progress.second(second + " of " + seconds + " s, process " + server.pid());
        }
    }

    private static Words ask(Child child, String question) {
        return Words.parse(child.ask(question));
    }
}
