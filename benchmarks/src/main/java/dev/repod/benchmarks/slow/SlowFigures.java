package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.claims.Claims;
import dev.repod.benchmarks.claims.Sizes;
import dev.repod.benchmarks.process.Words;
import java.util.List;
import java.util.Locale;

/**
 * What a run has seen, and what is claimed of it.
 *
 * @param options what was asked for
 * @param before of the clients, while all of them read
 * @param meanwhile of the clients, while one does not
 * @param again of the clients, when it reads again
 * @param heldBefore what the server holds, at the end of the first part
 * @param heldMeanwhile the same, at the end of the second
 * @param heldAgain the same, at the end of the third
 */
record SlowFigures(
        SlowOptions options,
        Words before,
        Words meanwhile,
        Words again,
        Words heldBefore,
        Words heldMeanwhile,
        Words heldAgain) {
    /** What the others get may be this much less than before: a busy machine does that by itself. */
    private static final double LEAST_SHARE = 0.9;

    /** A megabyte may wait, and one message more; what is in the system's buffers and in Netty's is beside it. */
    private static final long MOST_QUEUED_BYTES = (1 << 20) + Sky.STATE_BYTES + 64;

    private static final long MOST_MORE_BYTES = 16 << 20;

    List<String> lines() {
        return List.of(
                String.format(Locale.ROOT, "%n  %-44s %14s %14s %14s", "", "all read", "one does not", "again"),
                row("the others, messages a second, the least", perSecond("min")),
                row("the others, messages a second, the median", perSecond("median")),
                row("the others, longest gap", gaps()),
                row("the others, messages passed over", numbers("missed")),
                row("the slow one, messages", numbers("slowSaw")),
                row("the slow one, messages passed over", numbers("slowMissed")),
                row("the most that waited for one client", held("queued")),
                row("direct memory of the server", held("direct")),
                row("resident memory of the server", held("rss")),
                "");
    }

    Claims claims() {
        Claims claims = new Claims();
        double first = rate(before, "median", options.before());
        double second = rate(meanwhile, "min", options.seconds());
        claims.add(
                second >= LEAST_SHARE * first && meanwhile.get("ended") == 0,
                "each of the others gets 9 in 10 of what they got before, at the least",
                String.format(
                        Locale.ROOT,
                        "%.1f a second, before it %.1f; %d of them lost",
                        second,
                        first,
                        meanwhile.get("ended")));
        if (!options.latest()) {
            claims.add(
                    meanwhile.get("missed") + before.get("missed") == 0,
                    "none of the others misses a message",
                    meanwhile.get("missed") + " missed");
        }
        claims.add(
                heldMeanwhile.get("queued") <= MOST_QUEUED_BYTES,
                "no more than 1 MiB and a message waits for the slow one",
                Sizes.mebibytes(heldMeanwhile.get("queued")));
        claims.add(
                heldMeanwhile.get("rss") <= heldBefore.get("rss") + MOST_MORE_BYTES,
                "the server's process grows by 16 MiB at the most",
                Sizes.mebibytes(heldMeanwhile.get("rss")) + ", before it " + Sizes.mebibytes(heldBefore.get("rss")));
        slowOne(claims);
        return claims;
    }

    private void slowOne(Claims claims) {
        String end = endOf(again);
        String serverSays = endOf(heldAgain);
        if (!options.latest()) {
            claims.add(
                    serverSays.equals("slow_consumer"),
                    "the slow one is closed as a slow consumer",
                    "the server is told " + serverSays + ", the client " + end);
            return;
        }
        claims.add(end.equals("there"), "with sendLatest the slow one stays", end + ", at the server " + serverSays);
        long behind = heldAgain.get("sent") - again.get("slowLast");
        claims.add(
                behind <= Sky.PER_SECOND && again.get("slowMissed") > 0,
                "it goes on with the newest",
                behind + " behind at the end, " + again.get("slowMissed") + " passed over");
    }

    private static String endOf(Words words) {
        return words.numbers().keySet().stream()
                .filter(name -> name.startsWith("slow/"))
                .map(name -> name.substring("slow/".length()))
                .findFirst()
                .orElse("there");
    }

    private static double rate(Words words, String name, int seconds) {
        return (double) words.get(name) / seconds;
    }

    private static String row(String title, List<String> cells) {
        return String.format(Locale.ROOT, "  %-44s %14s %14s %14s", title, cells.get(0), cells.get(1), cells.get(2));
    }

    private List<String> perSecond(String name) {
        return List.of(
                String.format(Locale.ROOT, "%.1f", rate(before, name, options.before())),
                String.format(Locale.ROOT, "%.1f", rate(meanwhile, name, options.seconds())),
                String.format(Locale.ROOT, "%.1f", rate(again, name, SlowRun.CATCH_UP_SECONDS)));
    }

    private List<String> gaps() {
        return List.of(
                Sizes.millis(before.get("gap")), Sizes.millis(meanwhile.get("gap")), Sizes.millis(again.get("gap")));
    }

    private List<String> numbers(String name) {
        return List.of("" + before.get(name), "" + meanwhile.get(name), "" + again.get(name));
    }

    private List<String> held(String name) {
        return List.of(
                Sizes.mebibytes(heldBefore.get(name)),
                Sizes.mebibytes(heldMeanwhile.get(name)),
                Sizes.mebibytes(heldAgain.get(name)));
    }
}
