package dev.repod.benchmarks.process;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What this JVM holds: heap, direct memory of Netty's and of the JDK's, threads, descriptors, and the process as the system sees it. */
public final class Footprint {
    /** What is softly or weakly held goes with the second collection, or with the third. */
    private static final int MOST_COLLECTIONS = 20;

    private static final int SETTLED_BYTES = 1 << 10;

    private Footprint() {}

    /**
     * What is alive, after as many garbage collections as it takes to tell.
     *
     * @return one line of words and numbers, sizes in bytes
     */
    public static String now() {
        long heapBytes = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            long before = heapBytes;
            heapBytes = liveHeapBytes();
            if (before - heapBytes < SETTLED_BYTES) {
                break;
            }
        }
        return line(heapBytes);
    }

    /**
     * The same without a garbage collection, which would be felt: the heap is what is used, garbage included.
     *
     * @return one line of words and numbers, sizes in bytes
     */
    public static String atAGlance() {
        return line(usedHeapBytes());
    }

    private static String line(long heapBytes) {
        return "figures heap=" + heapBytes + " direct=" + directBytes() + " rss=" + residentBytes() + " threads="
                + ManagementFactory.getThreadMXBean().getThreadCount() + " descriptors=" + descriptors() + " cpuNanos="
                + cpuNanos();
    }

    /**
     * What the last collection left. What is in use a moment later is more, by what was handed out to threads since: up to megabytes for one that
     * was busy, whatever it does with them.
     */
    private static long liveHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static long usedHeapBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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

    private static long descriptors() {
        return system() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
    }

    private static long cpuNanos() {
        return system() instanceof UnixOperatingSystemMXBean unix ? unix.getProcessCpuTime() : 0;
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getOperatingSystemMXBean();
    }

    /**
     * How many descriptors a process may have, which is what {@code ulimit -n} tells: a JVM takes what it can get.
     *
     * @return the number, or {@link Long#MAX_VALUE} where the system has no such bound
     */
    public static long mostDescriptors() {
        return system() instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : Long.MAX_VALUE;
    }

    private static long residentBytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
