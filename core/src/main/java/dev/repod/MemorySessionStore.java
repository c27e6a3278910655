package dev.repod;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps states for as long as the program lives: without a clock of its own it cannot know whose time is over. */
final class MemorySessionStore implements SessionStore {
    private final Map<String, Message> states = new ConcurrentHashMap<>();

    @Override
    public void save(String key, Message state, Duration keepFor) {
        states.put(key, state);
    }

    @Override
    public @Nullable Message load(String key) {
        return states.get(key);
    }

    @Override
    public void remove(String key) {
        states.remove(key);
    }
}
