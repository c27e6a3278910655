package dev.repod.testkit.proof;

import dev.repod.testkit.proof.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which session of a client belongs to which channel, by whose messages came to whom. There may be one of each only. */
final class Pairs {
    private final Map<Author, Author> partners = new HashMap<>();
    private final Findings findings;

    Pairs(History history, Findings findings) {
        this.findings = findings;
        history.channels().forEach(this::addHeardBy);
        history.clients().forEach((id, diary) -> addHeardBy(id, diary.entries()));
    }

    private void addHeardBy(Author channel, Diary diary) {
        for (Entry entry : diary.entries()) {
            pair(entry.author(), channel, channel);
        }
    }

    private void addHeardBy(int client, List<Entry> entries) {
        int epoch = 0;
        for (Entry entry : entries) {
            epoch += entry.what().beginsEpoch() ? 1 : 0;
            Author reader = Author.client(client, epoch);
            pair(reader, entry.author(), reader);
        }
    }

    private void pair(@Nullable Author client, @Nullable Author channel, Author reader) {
        if (client != null && channel != null) {
            join(client, channel, reader);
            join(channel, client, reader);
        }
    }

    private void join(Author one, Author other, Author reader) {
        @Nullable Author before = partners.putIfAbsent(one, other);
        if (before != null && !before.equals(other)) {
            findings.add(
                    Kind.FOREIGN,
                    "seen by " + reader + ": " + one + " had to do with " + before + " and then with " + other);
        }
    }

    /** Null where no message came either way. */
    @Nullable Author of(Author author) {
        return partners.get(author);
    }
}
