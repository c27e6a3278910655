package dev.repod.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * JMH's results as a table: medians of processor time, because a machine that others use is slow now and then, and never too
 * fast; the wall's beside it.
 */
final class MicroTable {
    private static final String COMPARED_WITH = "msgpackCore";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Collection<RunResult> results;

    MicroTable(Collection<RunResult> results) {
        this.results = results;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-26s %10s %10s %10s %10s %8s %14s",
                "",
                "cpu ns",
                "min",
                "max",
                "wall ns",
                "B/op",
                "x msgpack-core"));
        for (RunResult result : results) {
            lines.add(line(result));
        }
        return lines;
    }

    private String line(RunResult result) {
        Statistics nanos = secondary(result, CpuTime.LABEL);
        return String.format(
                Locale.ROOT,
                "%-26s %10.1f %10.1f %10.1f %10.1f %8.0f %14s",
                shortName(result),
                median(result),
                nanos.getMin(),
                nanos.getMax(),
                result.getPrimaryResult().getStatistics().getPercentile(50),
                secondary(result, ALLOCATED).getPercentile(50),
                ratio(result));
    }

    /** The share of msgpack-core's time in this run; empty where nothing of its stands beside. */
    private String ratio(RunResult result) {
        for (RunResult other : results) {
            if (other != result && shortName(other).equals(group(result) + "." + COMPARED_WITH)) {
                return String.format(Locale.ROOT, "%.2f", median(result) / median(other));
            }
        }
        return "";
    }

    private static double median(RunResult result) {
        return secondary(result, CpuTime.LABEL).getPercentile(50);
    }

    private static Statistics secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label), label)
                .getStatistics();
    }

    private static String group(RunResult result) {
        String name = shortName(result);
        return name.substring(0, name.indexOf('.'));
    }

    /** {@code Encode.record} for {@code dev.repod.benchmarks.micro.EncodeBenchmark.record}. */
    private static String shortName(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1, method).replace("Benchmark", "")
                + name.substring(method);
    }
}
