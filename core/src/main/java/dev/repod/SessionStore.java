package dev.repod;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what channels have saved ({@link Channel#saveState}) past the end of their server, so that a client that comes back to
 * the next one finds it: {@link Resumption#RESTORED}. Implement it over a file, a database or whatever else is there.
 *
 * <p>Every method is called on a thread that the server has for its store alone, one call at a time and in order, so it may
 * block; the players do not wait for it, but {@link Server#stop} does, for what is saved last. What it throws is logged and changes nothing else: a state that was not saved is not
 * found. An implementation that several servers share has to be safe for several threads.
 */
public interface SessionStore {
    /**
     * Saves a state, in place of an earlier one under that key.
     *
     * @param key which session: 64 hexadecimal digits, by which nobody can resume it
     * @param state what the channel gave; {@link Wire#encode(Message)} and {@link Wire#decode} make bytes of it and back
     * @param keepFor how long it is worth keeping from now on, if it is not saved again
     * @throws Exception when it cannot be saved
     */
    void save(String key, Message state, Duration keepFor) throws Exception;

    /**
     * Looks for a state.
     *
     * @param key the key that it was saved under
     * @return the newest state of that key, or null where there is none, or its time is over
     * @throws Exception when it cannot be read
     */
    @Nullable Message load(String key) throws Exception;

    /**
     * Forgets a state, if there is one: its session was ended for good.
     *
     * @param key the key that it was saved under
     * @throws Exception when it cannot be removed
     */
    void remove(String key) throws Exception;

    /**
     * A store in memory: for one server after another in the same program, such as in a test.
     *
     * @return a store of its own, safe for any thread; what is never asked for stays in it
     */
    static SessionStore inMemory() {
        return new MemorySessionStore();
    }
}
