package dev.repod.testkit.proof;

import dev.repod.Resumption;
import dev.repod.testkit.proof.Violation.Kind;
import java.time.Duration;
import java.util.Locale;

/** What the figures look like. */
final class Table {
    private final StringBuilder text = new StringBuilder();

    private Table() {}

    static String of(Figures figures, Duration real, boolean inVirtualTime) {
        return new Table().write(figures, real, inVirtualTime).text.toString();
    }

    private Table write(Figures figures, Duration real, boolean inVirtualTime) {
        line("seeds", figures.seeds());
        line("messages to the server", figures.up());
        line("messages to the clients", figures.down());
        writeCuts(figures);
        line("came back: resumed", figures.of(Resumption.RESUMED));
        line("           restored", figures.of(Resumption.RESTORED));
        line("           fresh", figures.of(Resumption.FRESH));
        line("lost", figures.of(Kind.LOST));
        line("doubled", figures.of(Kind.DOUBLED));
        line("reordered", figures.of(Kind.REORDERED) + figures.of(Kind.OUT_OF_PLACE) + figures.of(Kind.FOREIGN));
        line("wrong endings", figures.of(Kind.ENDING) + figures.of(Kind.RESUMPTION));
        if (inVirtualTime) {
            line("virtual time", seconds(figures.played()));
        }
        line("real time", seconds(real));
        if (inVirtualTime) {
            line("speed-up", String.format(Locale.ROOT, "%,.0f", ratio(figures.played(), real)));
        }
        return this;
    }

    private void writeCuts(Figures figures) {
        line("cuts", figures.cuts());
        line("  over 100 or more unacknowledged each way", figures.loadedCuts());
        line("  inside HELLO" + bytesOf(figures, Place.HELLO), figures.cutsAt(Place.HELLO));
        line("  inside WELCOME" + bytesOf(figures, Place.WELCOME), figures.cutsAt(Place.WELCOME));
        line("  inside ACK" + bytesOf(figures, Place.ACK), figures.cutsAt(Place.ACK) + figures.cutsAt(Place.FIRST_ACK));
        line("  while a new id was under way", figures.cutsAt(Place.ROTATION) + figures.cutsAt(Place.WELCOME));
    }

    /** At how many of its bytes. */
    private static String bytesOf(Figures figures, Place place) {
        int length = figures.lengthOf(place);
        return length == 0 ? "" : ", at " + figures.offsetsOf(place) + " of " + length + " bytes";
    }

    private static double ratio(Duration played, Duration real) {
        return played.toNanos() / (double) Math.max(1, real.toNanos());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f s", time.toNanos() / 1e9);
    }

    private void line(String name, long number) {
        line(name, String.format(Locale.ROOT, "%,d", number));
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-44s %14s%n", name, value));
    }
}
