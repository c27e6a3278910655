package dev.repod.benchmarks.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All claims of a run, and what they come to. */
public final class Claims {
    private static final int BROKEN = 1;

    private final List<Claim> claims = new ArrayList<>();

    /** None yet. */
    public Claims() {}

    /**
     * Adds one.
     *
     * @param isKept whether it was kept
     * @param promise what was promised
     * @param found what was seen
     */
    public void add(boolean isKept, String promise, String found) {
        claims.add(new Claim(isKept, promise, found));
    }

    /** {@return the claims, in the order in which they were added} */
    public List<Claim> all() {
        return List.copyOf(claims);
    }

    /** {@return 0 where all are kept, else 1} */
    public int exitCode() {
        return claims.stream().allMatch(Claim::isKept) ? 0 : BROKEN;
    }

    /** {@return a table of them} */
    public List<String> lines() {
        int width = claims.stream()
                .mapToInt(claim -> claim.promise().length())
                .max()
                .orElse(1);
        List<String> lines = new ArrayList<>();
        for (Claim claim : claims) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-4s  %-" + width + "s  %s",
                    claim.isKept() ? "pass" : "FAIL",
                    claim.promise(),
                    claim.found()));
        }
        lines.add(exitCode() == 0 ? "All of it was kept." : "Some of it was NOT kept.");
        return lines;
    }
}
