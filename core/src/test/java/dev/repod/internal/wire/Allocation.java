package dev.repod.internal.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much this thread has allocated so far, as the JVM counts it: exact, whatever the collector does. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 50;
    private static final int TIMES_A_ROUND = 100;

    private Allocation() {}

    public static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** The bytes that 100 runs of it allocate in the leanest of many rounds: when all that happens once has happened. */
    public static long ofHundred(Runnable body) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ofThisThread();
            for (int i = 0; i < TIMES_A_ROUND; i++) {
                body.run();
            }
            least = Math.min(least, ofThisThread() - before);
        }
        return least;
    }
}
