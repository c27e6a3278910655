package dev.repod.testkit.proof;

import dev.repod.testkit.proof.Violation.Kind;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that one reader was given in one session: each of them, once, in order. */
final class NumberCheck {
    private final String reader;
    private final Findings findings;
    private final BitSet seen = new BitSet();
    private int highest;

    private NumberCheck(String reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    static void check(History history, Pairs pairs, Findings findings) {
        history.channels().forEach((channel, diary) -> {
            NumberCheck check = new NumberCheck(channel.toString(), findings);
            diary.entries().forEach(check::read);
            check.end(lastOfThoseToArrive(history, pairs.of(channel)));
        });
        history.clients().forEach((id, diary) -> checkClient(id, diary.entries(), history, pairs, findings));
    }

    private static void checkClient(int id, List<Entry> entries, History history, Pairs pairs, Findings findings) {
        int epoch = 0;
        NumberCheck check = new NumberCheck("client " + id, findings);
        for (Entry entry : entries) {
            if (entry.what().beginsEpoch()) {
                check.end(0);
                epoch++;
                check = new NumberCheck(Author.client(id, epoch).toString(), findings);
            }
            check.read(entry);
        }
        if (!isLiving(entries)) {
            check.end(0);
            return;
        }
        @Nullable Author channel = pairs.of(Author.client(id, epoch));
        if (channel != null) {
            check.end(history.channel(channel).sentIn(0));
        } else if (history.client(id).sentIn(epoch) > 0) {
            findings.add(Kind.LOST, "nothing at all came to or from client " + id + " in its session " + epoch);
        }
    }

    /** How many messages of that client's session have to be there: all, if it is the one that lived to the end. */
    private static long lastOfThoseToArrive(History history, @Nullable Author writer) {
        if (writer == null) {
            return 0;
        }
        @Nullable Diary client = history.clients().get(writer.id());
        if (client == null) {
            return 0;
        }
        List<Entry> entries = client.entries();
        long epochs =
                entries.stream().filter(entry -> entry.what().beginsEpoch()).count();
        return writer.epoch() == epochs && isLiving(entries) ? client.sentIn(writer.epoch()) : 0;
    }

    /** Whether the client had a link when it was closed by its own game, which only does that when nothing is under way. */
    private static boolean isLiving(List<Entry> entries) {
        boolean living = false;
        for (Entry entry : entries) {
            living = switch (entry.what()) {
                case RECONNECTING, GAVE_UP -> false;
                case CONNECTED, RESUMED, RESTORED, FRESH -> true;
                case DISCONNECTED -> living && entry.text().equals("CLOSED");
                default -> living;
            };
        }
        return living;
    }

    private void read(Entry entry) {
        if (entry.what() == What.RECEIVED) {
            for (long number = entry.first(); number <= entry.last(); number++) {
                read(Math.toIntExact(number));
            }
        }
    }

    private void read(int number) {
        if (seen.get(number)) {
            findings.add(Kind.DOUBLED, reader + " was given message " + number + " twice");
        } else if (number < highest) {
            findings.add(Kind.REORDERED, reader + " was given message " + number + " after " + highest);
        }
        seen.set(number);
        highest = Math.max(highest, number);
    }

    /** All up to the highest have to be there, and all that were sent where nothing could keep them. */
    private void end(long sent) {
        int last = (int) Math.max(highest, sent);
        for (int missing = seen.nextClearBit(1); missing <= last; missing = seen.nextClearBit(missing + 1)) {
            findings.add(Kind.LOST, reader + " was never given message " + missing + " of " + last);
        }
    }
}
