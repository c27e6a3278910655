package dev.repod;

import dev.repod.internal.transport.IoLoop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of a {@link SessionStore}, which may block and fail, one after the other on a thread of their own. What changes
 * the store comes first: whoever makes up ids has it search for nothing, and must not keep it from saving meanwhile.
 */
final class StoreThread {
    private interface Call {
        void run() throws Exception;
    }

    private final SessionStore store;
    private final IoLoop loop;
    private final Duration window;

    /** In order. */
    private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();

    /** In order, after all changes. */
    private final Queue<Runnable> loads = new ConcurrentLinkedQueue<>();

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
        execute(changes, "save", () -> {
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
            execute(changes, "remove", () -> store.remove(key));
        }
    }

    /** The answer is given on this thread, and is null where nothing was found or the store failed. */
    void load(String key, BooleanSupplier isWanted, Consumer<@Nullable Message> answer) {
        execute(loads, "load", () -> {
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

    /** For each call that is added the loop runs one, the next whose turn it is. */
    private void execute(Queue<Runnable> queue, String what, Call call) {
        queue.add(() -> {
            try {
                call.run();
            } catch (Exception failure) {
                logFailure(what, failure);
            }
        });
        loop.execute(this::runNext);
    }

    private void runNext() {
        @Nullable Runnable change = changes.poll();
        Objects.requireNonNull(change == null ? loads.poll() : change, "as many calls as turns")
                .run();
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
