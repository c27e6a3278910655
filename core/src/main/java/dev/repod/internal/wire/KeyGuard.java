package dev.repod.internal.wire;

import dev.repod.InvalidMessageException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the keys of one hash map while it is filled from a peer's bytes. Keys that have no order and all the same hash
 * turn it into a list, and a frame of a mebibyte into minutes: nobody sends those by accident.
 */
final class KeyGuard {
    private static final int MAX_ALIKE = 256;

    private @Nullable Class<?> firstClass;

    /** How many keys have each hash; null while there is none that matters. */
    private @Nullable Map<Integer, Integer> counts;

    /** This key, which equals no other, is in the map now. */
    void added(@Nullable Object key) {
        if (key == null || isOrdered(key)) {
            return;
        }
        if (counts == null) {
            counts = new HashMap<>();
        }
        if (counts.merge(key.hashCode(), 1, Integer::sum) > MAX_ALIKE) {
            throw new InvalidMessageException("too many keys or elements have the same hash");
        }
    }

    /**
     * A hash map sorts keys of one hash that are comparable to their own class; buffers are so to a class above their own,
     * and keys of several classes cannot be told apart by any order.
     */
    private boolean isOrdered(Object key) {
        if (firstClass == null) {
            firstClass = key.getClass();
        }
        return key instanceof Comparable && !(key instanceof ByteBuffer) && key.getClass() == firstClass;
    }
}
