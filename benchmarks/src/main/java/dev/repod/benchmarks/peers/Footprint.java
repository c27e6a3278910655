package dev.repod.benchmarks.peers;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this JVM holds: live heap, direct memory of Netty's and of the JDK's, and the process as the system sees it. */
final class Footprint {
    /** What is softly or weakly held goes with the second collection, or with the third. */
    private static final int MOST_COLLECTIONS = 20;

    private static final int SETTLED_BYTES = 1 << 10;

    private Footprint() {}

    /** One line of words and bytes. */
    static String now() throws IOException {
        long heapBytes = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            long before = heapBytes;
            heapBytes =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            if (before - heapBytes < SETTLED_BYTES) {
                break;
            }
        }
        return "figures heap=" + heapBytes + " direct=" + directBytes() + " rss=" + residentBytes();
    }

    private static long directBytes() {
        long jdk = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        // Netty counts its own where it goes past the JDK's; they are in the JDK's figure otherwise.
        long netty = PlatformDependent.usedDirectMemory();
        return PlatformDependent.useDirectBufferNoCleaner() ? jdk + Math.max(0, netty) : jdk;
    }

    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
