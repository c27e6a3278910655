package dev.repod;

import dev.repod.internal.transport.IoLoop;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What of one channel is in the store: under each key by which its session can be resumed. One save is under way at the most; what
 * changes meanwhile is saved when that is done, so a slow store gets further behind, and no queue grows. On the thread of the
 * callbacks.
 */
final class SavedState {
    private final StoreThread store;
    private final IoLoop callbacks;
    private List<String> keys = List.of();

    /** What the channel gave last; null where it has none. */
    private @Nullable Message newest;

    private long savedNanos;
    private boolean saving;
    private boolean saveAgain;

    SavedState(StoreThread store, IoLoop callbacks) {
        this.store = store;
        this.callbacks = callbacks;
    }

    /** The session is resumed by these from now on, and by no others. */
    void keys(List<String> newKeys) {
        List<String> before = keys;
        keys = newKeys;
        Message state = newest;
        if (state != null) {
            newKeys.stream()
                    .filter(key -> !before.contains(key))
                    .forEach(key -> store.save(List.of(key), state, () -> {}));
        }
        store.remove(before.stream().filter(key -> !newKeys.contains(key)).toList());
    }

    /** Saves it, where it has changed since the last time, or that was so long ago that the store would soon forget it. */
    void save(@Nullable Message state, long nowNanos) {
        Message before = newest;
        if (state == null) {
            newest = null;
            if (before != null) {
                store.remove(keys);
            }
        } else if (before == null || !state.equals(before) || nowNanos - savedNanos >= store.renewNanos()) {
            newest = state;
            savedNanos = nowNanos;
            write(state);
        }
    }

    private void write(Message state) {
        if (saving) {
            saveAgain = true;
        } else {
            saving = true;
            store.save(keys, state, this::onSaved);
        }
    }

    private void onSaved() {
        try {
            callbacks.execute(() -> {
                saving = false;
                Message state = newest;
                if (saveAgain && state != null) {
                    saveAgain = false;
                    write(state);
                }
            });
        } catch (RejectedExecutionException stopped) {
            Log.SERVER.debug("a state was saved after the server had stopped", stopped);
        }
    }

    /** Saves what has changed since the last time without waiting for what is under way: there will be no later. */
    void saveLast(@Nullable Message state) {
        if (state != null) {
            newest = state;
            store.save(keys, state, () -> {});
        }
    }

    /** The session has ended for good. */
    void forget() {
        store.remove(keys);
        keys = List.of();
    }
}
