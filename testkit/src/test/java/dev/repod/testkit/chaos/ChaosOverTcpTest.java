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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same over sockets; and when a server has stopped, all that it took is given back: threads, files and memory. */
@Timeout(60)
final class ChaosOverTcpTest {
    private static final int WARM_UPS = 2;
    private static final int PLAYS = 3;
    private static final long SPARE_BYTES = 2 << 20;
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final int LOOKS = 10;
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    private final Ledger ledger = new Ledger();

    @Test
    void nothingIsLeftOfAServerWithAllThatHitIt() throws IOException {
        play(1, WARM_UPS);
        long files = leastOf(ChaosOverTcpTest::openFiles);
        long bytes = leastOf(ChaosOverTcpTest::heapBytes);

        play(1 + WARM_UPS, PLAYS);

        assertThat(ledger.wrongs()).isEmpty();
        assertThat(downTo(0, ChaosOverTcpTest::threads))
                .as("threads of servers")
                .isZero();
        assertThat(downTo(files, ChaosOverTcpTest::openFiles)).as("open files").isLessThanOrEqualTo(files);
        assertThat(downTo(bytes + SPARE_BYTES, ChaosOverTcpTest::heapBytes))
                .as("bytes of heap")
                .isLessThanOrEqualTo(bytes + SPARE_BYTES);
        ledger.assertHappened(
                PLAYS,
                List.of("message", "cut", "cut in a frame", "blackhole", "stall", "stranger", "onDetached", "settled"));
    }

    private void play(int firstSeed, int plays) throws IOException {
        LogWatch.on(ledger, () -> {
            for (int seed = firstSeed; seed < firstSeed + plays; seed++) {
                new ChaosOverTcp(seed, ledger).run();
                if (!ledger.wrongs().isEmpty()) {
                    ledger.wrong("that was seed " + seed + ", though threads and sockets have their own time");
                    return;
                }
            }
        });
    }

    /** The least of a few looks: what is let go of may take a moment. */
    private static long leastOf(LongSupplier measure) {
        return LongStream.generate(() -> look(measure)).limit(LOOKS).min().orElseThrow();
    }

    /** Waits until there is no more than that. */
    private static long downTo(long enough, LongSupplier measure) {
        long untilNanos = System.nanoTime() + LONG_ENOUGH.toNanos();
        long found = measure.getAsLong();
        while (found > enough && System.nanoTime() - untilNanos < 0) {
            found = look(measure);
        }
        return found;
    }

    private static long look(LongSupplier measure) {
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        return measure.getAsLong();
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
