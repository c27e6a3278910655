package dev.repod.testkit.proof;

import dev.repod.testkit.proof.Violation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what one client was told of its session, each time it came back, is what happened at the server. */
final class ResumptionCheck {
    /** Written by a client behind RECONNECTING, while it has never been told who the server is and so has no session. */
    static final String WITHOUT_SESSION = "without a session";

    private final int client;
    private final History history;
    private final Pairs pairs;
    private final boolean withinBounds;
    private final Findings findings;
    private int epoch;
    private long linkedAt;
    private boolean hadSession;

    ResumptionCheck(int client, History history, Pairs pairs, boolean withinBounds, Findings findings) {
        this.client = client;
        this.history = history;
        this.pairs = pairs;
        this.withinBounds = withinBounds;
        this.findings = findings;
    }

    void check(List<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry.what()) {
                case CONNECTED -> epoch++;
                case RECONNECTING -> hadSession = !entry.text().equals(WITHOUT_SESSION);
                case RESUMED -> checkResumed(entry);
                case RESTORED, FRESH -> checkRenewed(entry);
                default -> {}
            }
            if (entry.what() == What.CONNECTED || entry.what().isOutcome()) {
                linkedAt = entry.order();
            }
        }
    }

    private void checkResumed(Entry told) {
        @Nullable Author channel = pairs.of(Author.client(client, epoch));
        if (channel != null && !isReattached(channel, linkedAt, told.order())) {
            complain("was told RESUMED, and " + channel + " was not resumed");
        }
    }

    private void checkRenewed(Entry told) {
        @Nullable Author before = pairs.of(Author.client(client, epoch));
        epoch++;
        if (hadSession && withinBounds) {
            complain("was told " + told.what() + ", and no bound was passed");
        }
        if (before == null) {
            return;
        }
        if (isReattached(before, told.order(), Long.MAX_VALUE)) {
            complain("was told " + told.what() + ", and " + before + " was resumed");
        }
        if (hadSession && !isClosedInThePlay(before)) {
            complain("was told " + told.what() + ", and " + before + " was not told that it is over");
        }
    }

    private boolean isReattached(Author channel, long after, long until) {
        return history.channel(channel).entries().stream()
                .anyMatch(entry -> entry.what() == What.REATTACHED && entry.order() > after && entry.order() < until);
    }

    private boolean isClosedInThePlay(Author channel) {
        return history.channel(channel).entries().stream()
                .anyMatch(entry -> entry.what() == What.CLOSED && entry.order() < history.stoppedAt());
    }

    private void complain(String text) {
        findings.add(Kind.RESUMPTION, "client " + client + " " + text);
    }
}
