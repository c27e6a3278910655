package dev.repod;

import dev.repod.internal.transport.IoLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the calls of a {@link SessionStore}, which may block and fail, one after the other on a thread of their own. */
final class StoreThread {
    private interface Call {
        void run() throws Exception;
    }

    private final SessionStore store;
    private final IoLoop loop;
    private final Duration window;
    private volatile boolean loadsNoMore;

    /** With the window of the sessions. */
    StoreThread(SessionStore store, IoLoop loop, Duration window) {
        this.store = store;
        this.loop = loop;
        this.window = window;
    }

    /** A state that does not change is saved again so often: a server that is killed then leaves it for a window at least. */
    long renewNanos() {
        return window.toNanos() / 2;
    }

    /** Saves it under each of the keys, and then says so on this thread, whether it went well or not. */
    void save(List<String> keys, Message state, Runnable whenDone) {
        execute("save", () -> {
            try {
                for (String key : keys) {
                    store.save(key, state, window.multipliedBy(2));
                }
            } finally {
                whenDone.run();
            }
        });
    }

    void remove(List<String> keys) {
        for (String key : keys) {
            execute("remove", () -> store.remove(key));
        }
    }

    /** The answer is given on this thread, and is null where nothing was found or the store failed. */
    void load(String key, BooleanSupplier isWanted, Consumer<@Nullable Message> answer) {
        execute("load", () -> {
            @Nullable Message found = null;
            try {
                found = !loadsNoMore && isWanted.getAsBoolean() ? store.load(key) : null;
            } finally {
                answer.accept(found);
            }
        });
    }

    /** The server stops: what waits to be saved is saved, and nobody waits for what would be found. */
    void loadNoMore() {
        loadsNoMore = true;
    }

    private void execute(String what, Call call) {
        loop.execute(() -> {
            try {
                call.run();
            } catch (Exception failure) {
                logFailure(what, failure);
            }
        });
    }

    private static void logFailure(String what, Exception failure) {
        Log.SERVER
                .atError()
                .addKeyValue("call", what)
                .addKeyValue("error", Printable.of(failure))
                .setCause(failure)
                .log("session_store_failed");
    }

    /** Ends once all that was asked for is done. */
    void shutdown() {
        loop.shutdown();
    }

    Future<?> ended() {
        return loop.ended();
    }
}
