package dev.repod.sockets;

import com.sun.management.ThreadMXBean;
import dev.repod.Loop;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;

/** Reads how many bytes a server's loop has allocated so far, on that loop: so between two readings all work is done. */
final class LoopMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Loop loop;

    LoopMeter(Loop loop) {
        this.loop = loop;
    }

    long allocatedBytes() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId())));
        return answer.join();
    }
}
