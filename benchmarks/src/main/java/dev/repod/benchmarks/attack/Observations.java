package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.claims.Sizes;
import dev.repod.benchmarks.process.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run has seen.
 *
 * @param quiet of the players, while nobody attacks
 * @param control of the players, while another server is attacked
 * @param attacked of the players, while theirs is attacked
 * @param finished of the players, when all is over
 * @param before what the server holds, before it is attacked
 * @param under the same after a collection, with the attackers there
 * @param peak the most that was seen of each, once a second
 * @param after the same when all is over
 * @param endings how the attacks were ended
 */
record Observations(
        Words quiet,
        Words control,
        Words attacked,
        Words finished,
        Words before,
        Words under,
        Words peak,
        Words after,
        EndingTable endings) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%n  %-28s %12s %12s %12s", "", "quiet", "control", "attacked"));
        for (String percentile : List.of("p50", "p99", "p999", "max")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-28s %12s %12s %12s",
                    "players' round trip, " + percentile,
                    Sizes.millis(quiet.get(percentile)),
                    Sizes.millis(control.get(percentile)),
                    Sizes.millis(attacked.get(percentile))));
        }
        lines.add(String.format(
                Locale.ROOT,
                "  %-28s %,10d %% %,10d %% %,10d %%",
                "server's processor",
                quiet.get("cpuPercent"),
                control.get("cpuPercent"),
                attacked.get("cpuPercent")));
        lines.add(String.format(
                Locale.ROOT, "%n  %-28s %12s %12s %12s %12s", "server", "before", "under it", "peak", "afterwards"));
        lines.add(sizes("heap, after a collection", "heap", false));
        lines.add(sizes("direct memory", "direct", true));
        lines.add(sizes("resident", "rss", true));
        lines.add(counts("threads"));
        lines.add(counts("descriptors"));
        lines.add(counts("channels"));
        lines.add("");
        lines.addAll(endings.lines());
        lines.add("");
        return lines;
    }

    private String sizes(String title, String name, boolean hasPeak) {
        return String.format(
                Locale.ROOT,
                "  %-28s %12s %12s %12s %12s",
                title,
                Sizes.mebibytes(before.get(name)),
                Sizes.mebibytes(under.get(name)),
                hasPeak ? Sizes.mebibytes(peak.get(name)) : "",
                Sizes.mebibytes(after.get(name)));
    }

    private String counts(String name) {
        return String.format(
                Locale.ROOT,
                "  %-28s %,12d %,12d %,12d %,12d",
                name,
                before.get(name),
                under.get(name),
                peak.get(name),
                after.get(name));
    }
}
