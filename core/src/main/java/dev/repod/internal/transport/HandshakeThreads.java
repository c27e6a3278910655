package dev.repod.internal.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does the arithmetic of TLS handshakes, about a millisecond each: on a loop, a thousand players who come back at once would
 * hold up everybody else for a second. Half of the processors at the most; daemon threads that end when they have nothing to do.
 * How much can wait for them is bounded by the handshakes that a server allows.
 */
final class HandshakeThreads implements Executor {
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    HandshakeThreads() {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        executor =
                new ThreadPoolExecutor(most, most, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "repod-tls-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (RejectedExecutionException ended) {
                // The loop that waits for the result has ended meanwhile, and its sockets are closed.
                return;
            }
        });
    }
}
