package dev.repod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of one channel is in the store: under each key by which its session can be resumed. On the thread of the callbacks. */
final class SavedState {
    private final StoreThread store;
    private List<String> keys = List.of();
    private @Nullable Message newest;
    private long savedNanos;

    SavedState(StoreThread store) {
        this.store = store;
    }

    /** The session is resumed by these from now on, and by no others. */
    void keys(List<String> newKeys) {
        List<String> before = keys;
        keys = newKeys;
        Message state = newest;
        if (state != null) {
            newKeys.stream().filter(key -> !before.contains(key)).forEach(key -> store.save(key, state));
        }
        before.stream().filter(key -> !newKeys.contains(key)).forEach(store::remove);
    }

    /** Saves it, where it has changed since the last time, or that was so long ago that the store would soon forget it. */
    void save(@Nullable Message state, long nowNanos) {
        Message before = newest;
        if (state == null) {
            return;
        }
        if (before == null || !state.equals(before) || nowNanos - savedNanos >= store.renewNanos()) {
            newest = state;
            savedNanos = nowNanos;
            keys.forEach(key -> store.save(key, state));
        }
    }

    /** The session has ended for good. */
    void forget() {
        keys.forEach(store::remove);
        keys = List.of();
    }
}
