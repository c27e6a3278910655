package dev.repod.testkit.proof;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** All diaries of one play. Safe for any thread. */
final class History {
    private static final Comparator<Author> BY_NUMBER =
            Comparator.comparingInt(Author::epoch).thenComparingInt(Author::id);

    private final AtomicLong orders = new AtomicLong();
    private final Map<Integer, Diary> clients = new TreeMap<>();
    private final Map<Author, Diary> channels = new TreeMap<>(BY_NUMBER);
    private volatile long stoppedAt = Long.MAX_VALUE;

    synchronized Diary client(int id) {
        return clients.computeIfAbsent(id, any -> new Diary(orders::incrementAndGet));
    }

    synchronized Diary channel(Author channel) {
        return channels.computeIfAbsent(channel, any -> new Diary(orders::incrementAndGet));
    }

    /** The play is over: what ends from here on, ends because of that. */
    void stopping() {
        stoppedAt = orders.incrementAndGet();
    }

    long stoppedAt() {
        return stoppedAt;
    }

    synchronized Map<Integer, Diary> clients() {
        return new TreeMap<>(clients);
    }

    synchronized Map<Author, Diary> channels() {
        Map<Author, Diary> copy = new TreeMap<>(BY_NUMBER);
        copy.putAll(channels);
        return copy;
    }
}
