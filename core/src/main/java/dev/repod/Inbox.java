package dev.repod;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What waits for a client's game thread, in order. Filled by the I/O thread and by {@code close}, emptied by the game. */
final class Inbox {
    /**
     * One event, with the connection that it is of.
     *
     * @param source the connection
     * @param event what happened
     * @param bytes what it takes of the inbox's bound
     * @param outlet the way out from then on, or null where that does not change
     */
    record Entry(
            ClientConnection source,
            Event event,
            int bytes,
            @Nullable Outlet outlet) {
        static Entry of(ClientConnection source, Event event) {
            return new Entry(source, event, 0, null);
        }
    }

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    void add(Entry entry) {
        entries.add(entry);
        size.incrementAndGet();
    }

    @Nullable Entry poll() {
        Entry entry = entries.poll();
        if (entry != null) {
            size.decrementAndGet();
        }
        return entry;
    }

    int size() {
        return size.get();
    }
}
