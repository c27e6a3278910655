package dev.repod.testkit.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client or channel was told, in its order, and how much it has sent. Messages that come one after the other are one
 * line, so that a million of them fit. One thread writes; others may look.
 */
final class Diary {
    private final LongSupplier orders;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Long> sent = new HashMap<>();

    /** Of the messages that came last; null where something else did. */
    private @Nullable Author author;

    private long runOrder;
    private long first;
    private long last;
    private long received;

    Diary(LongSupplier orders) {
        this.orders = orders;
    }

    synchronized void told(What what, String text) {
        endRun();
        entries.add(Entry.told(orders.getAsLong(), what, text));
        if (what.beginsEpoch()) {
            last = 0;
        }
    }

    synchronized void received(boolean isClient, int id, int epoch, long number) {
        received++;
        Author before = author;
        if (before != null && before.is(id, epoch) && number == last + 1) {
            last = number;
            return;
        }
        endRun();
        author = new Author(isClient, id, epoch);
        runOrder = orders.getAsLong();
        first = number;
        last = number;
    }

    private void endRun() {
        if (author != null) {
            entries.add(Entry.received(runOrder, author, first, last));
            author = null;
        }
    }

    /** In that epoch so many messages were sent by now. */
    synchronized void sent(int epoch, long number) {
        sent.put(epoch, number);
    }

    synchronized long sentIn(int epoch) {
        return sent.getOrDefault(epoch, 0L);
    }

    /** The number of the message that came last; 0 if none has in this epoch. */
    synchronized long lastReceived() {
        return last;
    }

    /** How many messages came in all. */
    synchronized long received() {
        return received;
    }

    synchronized List<Entry> entries() {
        endRun();
        return List.copyOf(entries);
    }
}
