package dev.repod;

import dev.repod.internal.transport.IoLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The {@link Loop} of a server: the thread of its callbacks once there is one, a list of what waits for it before. */
final class GameLoop implements Loop {
    private final List<Runnable> waiting = new ArrayList<>();
    private volatile @Nullable CallbackThread callbacks;
    private volatile boolean ended;

    /** The server has started. */
    void begin(CallbackThread thread) {
        synchronized (waiting) {
            callbacks = thread;
            waiting.forEach(task -> thread.loop().execute(task));
            waiting.clear();
        }
    }

    /** The server has stopped. */
    void end() {
        ended = true;
    }

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        onceStarted(() -> thread().run("task", task));
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        Objects.requireNonNull(task, "task");
        long delayNanos = Durations.inRange("delay", delay, Duration.ZERO).toNanos();
        CancellableTask cancellable = new CancellableTask(() -> thread().run("task", task));
        onceStarted(() -> cancellable.timer(thread().loop().schedule(delayNanos, cancellable)));
        return cancellable;
    }

    @Override
    public Task every(Duration period, Runnable task) {
        Objects.requireNonNull(task, "task");
        long periodNanos =
                Durations.inRange("period", period, Duration.ofMillis(1)).toNanos();
        CancellableTask cancellable = new CancellableTask(() -> thread().run("task", task));
        onceStarted(() -> {
            Repeating repeating =
                    new Repeating(thread().loop(), periodNanos, (sinceLastNanos, skipped) -> cancellable.run());
            cancellable.timer(repeating::cancel);
        });
        return cancellable;
    }

    @Override
    public boolean inLoop() {
        CallbackThread thread = callbacks;
        return thread != null && thread.loop().inLoop();
    }

    private CallbackThread thread() {
        return Objects.requireNonNull(callbacks);
    }

    private void onceStarted(Runnable task) {
        if (ended) {
            throw new RejectedExecutionException("the server has stopped");
        }
        synchronized (waiting) {
            if (callbacks == null) {
                waiting.add(task);
                return;
            }
        }
        thread().loop().execute(task);
    }

    /** A task that can be cancelled before it has a timer, and whose timer is then not started for nothing. */
    private static final class CancellableTask implements Task, Runnable {
        private final Runnable body;
        private volatile boolean cancelled;
        private volatile IoLoop.@Nullable Timer timer;

        CancellableTask(Runnable body) {
            this.body = body;
        }

        void timer(IoLoop.Timer newTimer) {
            timer = newTimer;
            if (cancelled) {
                newTimer.cancel();
            }
        }

        @Override
        public void run() {
            if (!cancelled) {
                body.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            IoLoop.Timer started = timer;
            if (started != null) {
                started.cancel();
            }
        }
    }
}
