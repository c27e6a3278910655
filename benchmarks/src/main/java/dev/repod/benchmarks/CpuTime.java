package dev.repod.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the processor time of an operation to JMH's wall time, as nanoseconds: that of the whole JVM, its garbage collector
 * included. On a machine that is busy with other things too it says far more than the wall does.
 */
public final class CpuTime implements InternalProfiler {
    static final String LABEL = "cpu.time";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long startedNanos;

    /** Made by JMH, in the JVM that measures. */
    public CpuTime() {}

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        startedNanos = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double usedNanos = system.getProcessCpuTime() - startedNanos;
        double nanosPerOperation = usedNanos / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, nanosPerOperation, "ns/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "processor time per operation";
    }
}
