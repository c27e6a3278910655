package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.claims.Claims;
import dev.repod.benchmarks.claims.Flatness;
import dev.repod.benchmarks.claims.Sizes;
import dev.repod.benchmarks.process.Words;
import java.util.List;
import java.util.Locale;

/** What is claimed of a server with default limits, held against what was seen. */
final class Verdict {
    private static final int MOST_TIMES_SLOWER = 3;
    private static final long MOST_MORE_BYTES = 128L << 20;

    private final Observations seen;
    private final Claims claims = new Claims();

    Verdict(Observations seen) {
        this.seen = seen;
        players();
        memory();
        endings();
        afterwards();
    }

    Claims claims() {
        return claims;
    }

    private void players() {
        Words all = seen.finished();
        long missing = all.get("sent") - all.get("received");
        claims.add(
                missing == 0 && all.get("wrong") == 0 && all.get("ended") == 0,
                "every message of the players arrives, and the answer, in order",
                String.format(
                        Locale.ROOT,
                        "%,d sent, %,d answered, %,d of the world, %,d out of order, %,d players lost",
                        all.get("sent"),
                        all.get("received"),
                        all.get("worlds"),
                        all.get("wrong"),
                        all.get("ended")));
        long control = seen.control().get("p99");
        long attacked = seen.attacked().get("p99");
        claims.add(
                attacked <= MOST_TIMES_SLOWER * control,
                "99 in 100 round trips take no more than 3 times that of the control",
                String.format(
                        Locale.ROOT,
                        "%s, which is %.2f times %s",
                        Sizes.millis(attacked),
                        (double) attacked / Math.max(1, control),
                        Sizes.millis(control)));
    }

    private void memory() {
        holds("heap", seen.under().get("heap"));
        holds("direct", Math.max(seen.under().get("direct"), seen.peak().get("direct")));
        holds("rss", Math.max(seen.under().get("rss"), seen.peak().get("rss")));
    }

    private void holds(String name, long most) {
        long before = seen.before().get(name);
        claims.add(
                most <= before + MOST_MORE_BYTES,
                "the server's " + name + " grows by 128 MiB at the most",
                Sizes.mebibytes(most) + ", before it " + Sizes.mebibytes(before));
    }

    private void endings() {
        List<String> wrongs = seen.endings().wrongs();
        claims.add(
                wrongs.isEmpty(),
                "every attack is ended for its reason, and for no other",
                wrongs.isEmpty() ? "see above" : String.join("; ", wrongs));
        long failures = seen.after().get("failures");
        claims.add(failures == 0, "no bytes make the game's own code fail", failures + " failures");
    }

    private void afterwards() {
        isBack("heap", Flatness.OF_HEAP);
        isBack("direct", Flatness.OF_DIRECT_MEMORY);
        isBack("threads", Flatness.OF_COUNTS);
        isBack("descriptors", Flatness.OF_DESCRIPTORS_AT_FIRST);
        isBack("channels", Flatness.OF_COUNTS);
    }

    private void isBack(String name, Flatness flatness) {
        long before = seen.before().get(name);
        long after = seen.after().get(name);
        boolean isSize = name.equals("heap") || name.equals("direct");
        claims.add(
                flatness.isFlat(before, after),
                "afterwards the server's " + name + " is back (" + flatness.words() + ")",
                isSize
                        ? Sizes.mebibytes(after) + ", before it " + Sizes.mebibytes(before)
                        : after + ", before it " + before);
    }
}
