package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.claims.Progress;
import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Waiting;
import dev.repod.benchmarks.process.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets the guests play, and reads what is held whenever they have gone home. */
final class SoakRun {
    private static final int LOOK_MILLIS = 100;
    private static final int SECOND_MILLIS = 1_000;

    /** More than any close and any deadline takes. */
    private static final int MOST_LOOKS = 300;

    private final SoakOptions options;
    private final Progress progress;

    SoakRun(SoakOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** The readings, each also as soon as it is there. */
    List<Reading> run(Consumer<Reading> onReading) {
        progress.begin(options.seconds() / 60 + " minutes, and a reading every " + options.every() + " seconds");
        try (Child server = InnProgram.start(SoakOptions.WINDOW)) {
            String ready = server.answer();
            int port = Integer.parseInt(ready.substring(ready.indexOf(' ') + 1));
            try (Child guests = GuestsProgram.start(port, options.guests(), options.seed())) {
                guests.answer();
                return run(server, guests, onReading);
            }
        } finally {
            progress.clear();
        }
    }

    private List<Reading> run(Child server, Child guests, Consumer<Reading> onReading) {
        List<Reading> readings = new ArrayList<>();
        for (int second = options.every(); second <= options.seconds(); second += options.every()) {
            progress.second(second - options.every() + " of " + options.seconds() + " s");
            guests.ask("play " + options.every() * SECOND_MILLIS);
            waitUntilNobodyIsThere(server);
            Reading reading = new Reading(second, ask(server, "figures"), ask(guests, "figures"));
            readings.add(reading);
            progress.clear();
            onReading.accept(reading);
        }
        return readings;
    }

    /** Sessions of those who left in a cut wait for them; then descriptors of links that are draining go. */
    private static void waitUntilNobodyIsThere(Child server) {
        Words seen = ask(server, "glance");
        for (int i = 0; i < MOST_LOOKS && seen.get("channels") > 0; i++) {
            Waiting.millis(LOOK_MILLIS);
            seen = ask(server, "glance");
        }
        Waiting.millis(3 * SECOND_MILLIS);
    }

    private static Words ask(Child child, String question) {
        return Words.parse(child.ask(question));
    }
}
