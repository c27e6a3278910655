package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.transport.IoLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreThreadTest {
    private static final Message STATE = Message.of("state", "score", 1);

    private final HandLoop loop = new HandLoop();
    private final List<String> calls = new ArrayList<>();
    private final StoreThread thread = new StoreThread(new Calls(), loop, Duration.ofSeconds(30));

    @Test
    void whatIsToBeSavedDoesNotWaitForThoseWhoAsk() {
        for (String stranger : List.of("a", "b", "c")) {
            thread.load(stranger, () -> true, found -> calls.add("answered " + stranger));
        }
        thread.save(List.of("mine"), STATE, () -> calls.add("told"));
        thread.remove(List.of("yours"));

        loop.runAll();

        assertThat(calls)
                .containsExactly(
                        "save mine",
                        "told",
                        "remove yours",
                        "load a",
                        "answered a",
                        "load b",
                        "answered b",
                        "load c",
                        "answered c");
    }

    @Test
    void whatIsSavedWhileOneIsLookedForComesNext() {
        thread.load("a", () -> true, found -> thread.save(List.of("mine"), STATE, () -> {}));
        thread.load("b", () -> true, found -> {});

        loop.runAll();

        assertThat(calls).containsExactly("load a", "save mine", "load b");
    }

    @Test
    void aCallThatFailsTakesNoOtherWithIt() {
        thread.save(List.of("broken"), STATE, () -> calls.add("told"));
        thread.load("broken", () -> true, found -> calls.add("answered " + found));
        thread.save(List.of("mine"), STATE, () -> {});

        loop.runAll();

        assertThat(calls).containsExactly("save broken", "told", "save mine", "load broken", "answered null");
    }

    @Test
    void nothingIsLookedForOnceTheServerStopsOrNobodyWaits() {
        thread.load("gone", () -> false, found -> calls.add("answered " + found));
        thread.load("a", () -> true, found -> calls.add("answered " + found));
        thread.loadNoMore();

        loop.runAll();

        assertThat(calls).containsExactly("answered null", "answered null");
    }

    /** Writes down what it is asked for. */
    private final class Calls implements SessionStore {
        @Override
        public void save(String key, Message state, Duration keepFor) throws Exception {
            note("save", key);
        }

        @Override
        public @Nullable Message load(String key) throws Exception {
            note("load", key);
            return null;
        }

        @Override
        public void remove(String key) throws Exception {
            note("remove", key);
        }

        private void note(String what, String key) throws Exception {
            calls.add(what + " " + key);
            if (key.equals("broken")) {
                throw new Exception("the disk is full");
            }
        }
    }

    /** Runs what it was given when it is told to. */
    private static final class HandLoop implements IoLoop {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        void runAll() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            throw new UnsupportedOperationException("a store needs no timer");
        }

        @Override
        public void shutdown() {}

        @Override
        public Future<?> ended() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
