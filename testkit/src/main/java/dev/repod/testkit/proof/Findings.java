package dev.repod.testkit.proof;

import java.util.ArrayList;
import java.util.List;

/** Collects violations, up to a number. */
final class Findings {
    private final List<Violation> list = new ArrayList<>();
    private final int most;

    Findings(int most) {
        this.most = most;
    }

    void add(Violation.Kind kind, String text) {
        if (list.size() < most) {
            list.add(new Violation(kind, text));
        }
    }

    List<Violation> list() {
        return List.copyOf(list);
    }
}
