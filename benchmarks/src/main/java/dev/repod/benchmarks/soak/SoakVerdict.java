package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.claims.Claims;
import dev.repod.benchmarks.claims.Flatness;
import dev.repod.benchmarks.claims.Sizes;
import dev.repod.benchmarks.process.Words;
import java.util.List;
import java.util.function.Function;

/** Whether what is held at the end is what was held when all was warm. */
final class SoakVerdict {
    private final Claims claims = new Claims();
    private final Reading first;
    private final Reading last;

    /**
     * Judges.
     *
     * @param readings at least one
     * @param warmUpSeconds from when on they count, if there is one so late
     */
    SoakVerdict(List<Reading> readings, int warmUpSeconds) {
        last = readings.get(readings.size() - 1);
        first = readings.stream()
                .filter(reading -> reading.second() >= warmUpSeconds)
                .findFirst()
                .orElse(readings.get(0));
        judge("the server's", Reading::server);
        judge("the guests'", Reading::guests);
        claims.add(
                last.server().get("channels") == 0,
                "nobody is left at the server",
                last.server().get("channels") + " channels");
    }

    Claims claims() {
        return claims;
    }

    private void judge(String whose, Function<Reading, Words> side) {
        isFlat(whose + " heap", "heap", side, Flatness.OF_HEAP);
        isFlat(whose + " direct memory", "direct", side, Flatness.OF_COUNTS);
        isFlat(whose + " threads", "threads", side, Flatness.OF_COUNTS);
        isFlat(whose + " descriptors", "descriptors", side, Flatness.OF_COUNTS);
    }

    private void isFlat(String title, String name, Function<Reading, Words> side, Flatness flatness) {
        long before = side.apply(first).get(name);
        long after = side.apply(last).get(name);
        boolean isSize = name.equals("heap") || name.equals("direct");
        String found = isSize
                ? Sizes.mebibytes(before) + " at first, " + Sizes.mebibytes(after) + " at last"
                : before + " at first, " + after + " at last";
        claims.add(flatness.isFlat(before, after), title + ": flat (" + flatness.words() + ")", found);
    }
}
