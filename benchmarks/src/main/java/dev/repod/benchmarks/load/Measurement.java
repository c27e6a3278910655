package dev.repod.benchmarks.load;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Counts and latencies between two moments, and the processor time that the server took between them. */
final class Measurement {
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int DIGITS = 3;

    private final Histogram latencyNanos = new Histogram(LONGEST_NANOS, DIGITS);
    private final long serverPid;
    private boolean running;
    private long messages;
    private long startedNanos;
    private long serverCpuNanos;

    Measurement(long serverPid) {
        this.serverPid = serverPid;
    }

    void start() {
        serverCpuNanos = cpuNanos(serverPid);
        startedNanos = System.nanoTime();
        running = true;
    }

    /** A message has come back that was sent, or was due to be sent, at that time. */
    void record(long sentNanos, long nowNanos) {
        if (running) {
            messages++;
            latencyNanos.recordValue(Math.min(LONGEST_NANOS, Math.max(0, nowNanos - sentNanos)));
        }
    }

    /** Ends it, and says what was measured. */
    String stop() {
        running = false;
        long nanos = System.nanoTime() - startedNanos;
        return String.format(
                Locale.ROOT,
                "result messages=%d nanos=%d serverCpuNanos=%d p50=%d p99=%d p999=%d max=%d",
                messages,
                nanos,
                cpuNanos(serverPid) - serverCpuNanos,
                latencyNanos.getValueAtPercentile(50),
                latencyNanos.getValueAtPercentile(99),
                latencyNanos.getValueAtPercentile(99.9),
                latencyNanos.getMaxValue());
    }

    private static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
