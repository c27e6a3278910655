package dev.repod.internal.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of one class by action. An action is looked up by its bytes, as they lie in the payload: no string is made
 * for a message that finds its handler.
 */
public final class HandlerTable {
    private final byte[][] actions;
    private final @Nullable Handler[] handlers;
    private final int mask;
    private final Map<String, Handler> byName = new HashMap<>();

    HandlerTable(Collection<Handler> found) {
        int slots = Integer.highestOneBit(Math.max(4, found.size() * 2)) << 1;
        actions = new byte[slots][];
        handlers = new Handler[slots];
        mask = slots - 1;
        found.forEach(this::add);
    }

    private void add(Handler handler) {
        byName.put(handler.action(), handler);
        byte[] action = handler.action().getBytes(StandardCharsets.UTF_8);
        int slot = hash(action, 0, action.length) & mask;
        while (handlers[slot] != null) {
            slot = (slot + 1) & mask;
        }
        actions[slot] = action;
        handlers[slot] = handler;
    }

    /** The handler of the action that lies in this range as UTF-8, or null where there is none. */
    public @Nullable Handler find(byte[] array, int from, int to) {
        int slot = hash(array, from, to) & mask;
        while (handlers[slot] != null) {
            byte[] action = actions[slot];
            if (Arrays.equals(action, 0, action.length, array, from, to)) {
                return handlers[slot];
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    /** The handler of the action, for a message that has been copied and carries its name along. */
    public @Nullable Handler find(String action) {
        return byName.get(action);
    }

    private static int hash(byte[] array, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        return hash ^ (hash >>> 15);
    }
}
