package dev.repod.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the system for the addresses of a name. That blocks, for as long as it likes, and cannot be interrupted: so it has
 * daemon threads of its own, and whoever asks has a deadline of its own.
 */
final class Resolver {
    /** What is told on the resolver's thread: either the addresses or the failure is null. */
    @FunctionalInterface
    interface Answer {
        void resolved(InetAddress @Nullable [] addresses, @Nullable UnknownHostException failure);
    }

    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "repod-resolver-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    void resolve(String host, Answer answer) {
        executor.execute(() -> {
            try {
                answer.resolved(InetAddress.getAllByName(host), null);
            } catch (UnknownHostException unknown) {
                answer.resolved(null, unknown);
            } catch (RuntimeException refused) {
                // A resolver that the program has installed may throw what it likes.
                UnknownHostException unknown = new UnknownHostException(host + ": " + refused);
                unknown.initCause(refused);
                answer.resolved(null, unknown);
            }
        });
    }
}
