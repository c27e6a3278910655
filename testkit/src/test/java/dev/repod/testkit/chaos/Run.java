package dev.repod.testkit.chaos;

import dev.repod.Message;
import java.util.HashMap;
import java.util.Map;

/** The numbered messages that one reader gets: from each writer all from the first on, each once, in their order. */
final class Run {
    static final String ACTION = "numbered";

    private final String reader;
    private final Ledger ledger;
    private final Map<String, Integer> lastOf = new HashMap<>();

    Run(String reader, Ledger ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    static Message message(String writer, int number) {
        return Message.of(ACTION, "writer", writer, "number", number);
    }

    void read(Message message) {
        String writer = message.getString("writer");
        int number = message.getInt("number");
        int last = lastOf.getOrDefault(writer, 0);
        if (number != last + 1) {
            ledger.wrong(reader + " got message " + number + " of " + writer + " after " + last);
        }
        lastOf.put(writer, number);
        ledger.count("message");
    }
}
