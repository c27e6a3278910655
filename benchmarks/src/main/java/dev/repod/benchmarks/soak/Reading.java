package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.claims.Sizes;
import dev.repod.benchmarks.process.Words;
import java.util.Locale;

/**
 * What both processes hold at one moment, in which nobody is there.
 *
 * @param second when it was
 * @param server of the server
 * @param guests of the clients' process
 */
record Reading(int second, Words server, Words guests) {
    static final String HEAD = String.format(
            Locale.ROOT,
            "  %6s | %10s %10s %7s %11s %8s %10s | %10s %7s %11s %7s %6s %8s",
            "min",
            "heap",
            "direct",
            "threads",
            "descriptors",
            "channels",
            "messages",
            "guests':",
            "threads",
            "descriptors",
            "joined",
            "cuts",
            "resumed");

    String line() {
        return String.format(
                Locale.ROOT,
                "  %6.1f | %10s %10s %,7d %,11d %,8d %,10d | %10s %,7d %,11d %,7d %,6d %,8d",
                second / 60.0,
                Sizes.mebibytes(server.get("heap")),
                Sizes.mebibytes(server.get("direct")),
                server.get("threads"),
                server.get("descriptors"),
                server.get("channels"),
                server.get("messages") + guests.get("received"),
                Sizes.mebibytes(guests.get("heap")),
                guests.get("threads"),
                guests.get("descriptors"),
                guests.get("joined"),
                guests.get("cuts"),
                server.get("resumed"));
    }
}
