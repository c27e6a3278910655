package dev.repod.testkit.proof;

import java.util.List;
import java.util.Map;

/**
 * Judges what a play has written down, by what is promised about sessions and nothing else: it shares no code with what keeps
 * the promise.
 */
final class Checker {
    /** A fault that loses one message may lose thousands: so many say it as well. */
    private static final int MOST_VIOLATIONS = 5_000;

    private Checker() {}

    /**
     * Everything in a history that the promise rules out, in no order of time.
     *
     * @param history of a play that has ended
     * @param withinBounds whether no bound was passed: then no session may have ended
     */
    static List<Violation> check(History history, boolean withinBounds) {
        Findings findings = new Findings(MOST_VIOLATIONS);
        history.channels().forEach((author, diary) -> new ChannelCheck(author, findings).check(diary.entries()));
        Pairs pairs = new Pairs(history, findings);
        for (Map.Entry<Integer, Diary> client : history.clients().entrySet()) {
            List<Entry> entries = client.getValue().entries();
            new ClientCheck(client.getKey(), findings).check(entries);
            new ResumptionCheck(client.getKey(), history, pairs, withinBounds, findings).check(entries);
        }
        NumberCheck.check(history, pairs, findings);
        return findings.list();
    }
}
