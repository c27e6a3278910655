package dev.repod.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of {@code micro} on the JDK that it runs on itself, and writes a table and JMH's own JSON beside it.
 *
 * <p>{@code java -cp 'target/classes:target/lib/*' dev.repod.benchmarks.Micro [--quick] [--results DIR] [NAME...]}, the names
 * being regular expressions such as {@code Encode}. For JMH's own options run {@code org.openjdk.jmh.Main} instead.
 */
public final class Micro {
    private static final String ALL = "dev\\.repod\\.benchmarks\\.micro\\.";

    private static final List<String> JVM_FLAGS = jvmFlags();

    /** From here on the JDK warns about what JMH and msgpack-core do with Unsafe. */
    private static final int FIRST_JDK_TO_WARN = 24;

    private boolean quick;
    private Path results = Machine.root().resolve("benchmarks").resolve("results");
    private final List<String> names = new ArrayList<>();

    private Micro(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--results" -> results = Path.of(arguments[++i]);
                default -> names.add(ALL + ".*" + arguments[i]);
            }
        }
        if (names.isEmpty()) {
            names.add(ALL);
        }
    }

    /**
     * Runs them.
     *
     * @param arguments {@code [--quick] [--results DIR] [NAME...]}
     * @throws IOException when the results cannot be written
     * @throws RunnerException when a benchmark fails
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        new Micro(arguments).run();
    }

    private void run() throws IOException, RunnerException {
        Files.createDirectories(results);
        String name = "micro-" + LocalDate.now(ZoneOffset.UTC) + "-jdk"
                + Runtime.version().feature() + (quick ? "-quick" : "");
        Path json = results.resolve(name + ".json");
        System.out.println("measuring, without a word until it is done: about " + (quick ? 1 : 6) + " minutes for all");

        List<String> report = new ArrayList<>(Machine.thisOne().lines());
        report.add("flags    " + String.join(" ", JVM_FLAGS));
        report.add("rounds   " + rounds());
        report.add("");
        report.addAll(new MicroTable(new Runner(options(json).build()).run()).lines());

        Path text = results.resolve(name + ".txt");
        Files.write(text, report);
        report.forEach(System.out::println);
        System.out.println();
        System.out.println("written to " + text + " and " + json);
    }

    private static List<String> jvmFlags() {
        List<String> flags = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-Dslf4j.internal.verbosity=ERROR"));
        if (Runtime.version().feature() >= FIRST_JDK_TO_WARN) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private String rounds() {
        return quick
                ? "1 fork, 2 x 300 ms to warm up, 3 x 300 ms measured"
                : "2 forks, 3 x 1 s to warm up, 5 x 1 s measured";
    }

    private ChainedOptionsBuilder options(Path json) {
        TimeValue round = TimeValue.milliseconds(quick ? 300 : 1_000);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 2 : 3)
                .warmupTime(round)
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(round)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .jvmArgsAppend(JVM_FLAGS.toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        names.forEach(options::include);
        return options;
    }
}
