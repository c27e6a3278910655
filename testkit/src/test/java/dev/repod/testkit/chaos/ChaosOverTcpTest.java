package dev.repod.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same over sockets; and when a server has stopped, all that it took is given back: threads, files and memory. */
@Timeout(600)
final class ChaosOverTcpTest {
    private static final int WARM_UPS = 2;
    private static final int PLAYS = 6;
    private static final long SPARE_BYTES = 2 << 20;
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final Ledger ledger = new Ledger();

    @Test
    void nothingIsLeftOfAServerWithAllThatHitIt() throws IOException {
        play(1, WARM_UPS);
        long files = leastOf(ChaosOverTcpTest::openFiles, Long.MAX_VALUE);
        long bytes = leastOf(ChaosOverTcpTest::heapBytes, Long.MAX_VALUE);

        play(1 + WARM_UPS, PLAYS);

        assertThat(ledger.wrongs()).isEmpty();
        assertThat(leastOf(ChaosOverTcpTest::threads, 0)).as("threads of servers").isZero();
        assertThat(leastOf(ChaosOverTcpTest::openFiles, files)).as("open files").isLessThanOrEqualTo(files);
        assertThat(leastOf(ChaosOverTcpTest::heapBytes, bytes + SPARE_BYTES))
                .as("bytes of heap")
                .isLessThanOrEqualTo(bytes + SPARE_BYTES);
        for (String event : List.of("message", "cut", "cut in a frame", "blackhole", "stall", "stranger", "onDetached")) {
            assertThat(ledger.times(event)).as(event + " in " + ledger.counts()).isGreaterThan(PLAYS);
        }
    }

    private void play(int firstSeed, int plays) throws IOException {
        for (int seed = firstSeed; seed < firstSeed + plays; seed++) {
            new ChaosOverTcp(seed, ledger).run();
        }
    }

    /** What is let go of may take a moment: the least that there is before it is no more than enough, or for a few looks. */
    private static long leastOf(LongSupplier measure, long enough) {
        long untilNanos = System.nanoTime() + LONG_ENOUGH.toNanos();
        long least = measure.getAsLong();
        int looks = 0;
        while ((enough == Long.MAX_VALUE ? looks < 20 : least > enough) && System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(20_000_000);
            least = Math.min(least, measure.getAsLong());
            looks++;
        }
        return least;
    }

    private static long openFiles() {
        assumeTrue(Files.isDirectory(FILES), "this system does not tell which files are open");
        try (Stream<Path> files = Files.list(FILES)) {
            return files.count();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("repod-server") || name.startsWith("repod-game"))
                .count();
    }
}
