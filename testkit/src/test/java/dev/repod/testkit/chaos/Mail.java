package dev.repod.testkit.chaos;

import dev.repod.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbered messages of one play: of each writer all come to one reader, each once, in their order. Writers are readers too,
 * under the same name: a channel, or a client for as long as it is told that nothing was lost. From any thread.
 */
final class Mail {
    static final String ACTION = "numbered";

    private record Come(String reader, int last) {}

    final Ledger ledger;
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final Map<String, Come> come = new ConcurrentHashMap<>();

    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    Mail(Ledger ledger) {
        this.ledger = ledger;
    }

    Message next(String writer) {
        return Message.of(ACTION, "writer", writer, "number", sentBy(writer) + 1);
    }

    /** The last one was taken, which is a promise: see {@link #checkAllCameTo}. */
    void taken(String writer) {
        sent.merge(writer, 1, Integer::sum);
    }

    /** What waits for a link is dropped by whoever closes while there is none: the other side may still be told of an orderly end. */
    void givenUp(String writer) {
        givenUp.add(writer);
    }

    private int sentBy(String writer) {
        return sent.getOrDefault(writer, 0);
    }

    void read(String reader, Message message) {
        String writer = message.getString("writer");
        int number = message.getInt("number");
        Come before = come.getOrDefault(writer, new Come(reader, 0));
        if (!before.reader.equals(reader) || number != before.last + 1) {
            ledger.wrong(reader + " got message " + number + " of " + writer + " after " + before);
        }
        come.put(writer, new Come(reader, number));
        ledger.count("message");
    }

    /** Whether all that was sent to that one has come, and all that it sent. */
    boolean isAllThere(String reader) {
        return come.entrySet().stream()
                .filter(entry ->
                        entry.getValue().reader.equals(reader) || entry.getKey().equals(reader))
                .allMatch(entry -> entry.getValue().last == sentBy(entry.getKey()));
    }

    /** Of what that one writes and reads. */
    String statusOf(String reader) {
        List<String> of = come.entrySet().stream()
                .filter(entry ->
                        entry.getValue().reader.equals(reader) || entry.getKey().equals(reader))
                .map(entry -> entry.getValue().last + " of " + sentBy(entry.getKey()) + " from " + entry.getKey())
                .toList();
        return sentBy(reader) + " sent, came " + of;
    }

    /** Where an end came in order, nothing that was sent before it may be missing. */
    void checkAllCameTo(String reader, String when) {
        come.forEach((writer, got) -> {
            if (got.reader.equals(reader) && got.last != sentBy(writer) && !givenUp.contains(writer)) {
                ledger.wrong(reader + " got " + got.last + " of the " + sentBy(writer) + " messages of " + writer + " "
                        + when);
            }
        });
        ledger.count("all came " + when);
    }
}
