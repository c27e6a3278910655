package dev.repod.testkit;

import dev.repod.Message;
import dev.repod.SessionStore;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store that a test can look into, and break. */
class Shelf implements SessionStore {
    final Map<String, Message> states = new LinkedHashMap<>();
    boolean broken;

    @Override
    public void save(String key, Message state, Duration keepFor) throws IOException {
        check();
        states.put(key, state);
    }

    @Override
    public @Nullable Message load(String key) throws IOException {
        check();
        return states.get(key);
    }

    @Override
    public void remove(String key) throws IOException {
        check();
        states.remove(key);
    }

    private void check() throws IOException {
        if (broken) {
            throw new IOException("the disk is full");
        }
    }
}
