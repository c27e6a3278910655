package dev.repod.internal.session;

import dev.repod.CloseReason;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers, for clients that were sent away while they were not there, what they are to be told when they come back. */
final class Epitaphs {
    /** One is 200 bytes; when there are more, the oldest client is told nothing. */
    private static final int MOST = 10_000;

    private record Epitaph(CloseReason reason, long untilNanos) {}

    private final Map<SessionKey, Epitaph> epitaphs = new LinkedHashMap<>();

    void add(SessionKey key, CloseReason reason, long untilNanos, long nowNanos) {
        Iterator<Epitaph> oldestFirst = epitaphs.values().iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().untilNanos - nowNanos > 0 && epitaphs.size() < MOST) {
                break;
            }
            oldestFirst.remove();
        }
        epitaphs.put(key, new Epitaph(reason, untilNanos));
    }

    @Nullable CloseReason find(SessionKey key, long nowNanos) {
        Epitaph found = epitaphs.get(key);
        return found == null || found.untilNanos - nowNanos <= 0 ? null : found.reason;
    }
}
