package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.claims.Claims;
import dev.repod.benchmarks.claims.Progress;
import java.io.PrintStream;
import java.util.List;

/** {@code ./repod bench soak}. */
public final class SoakCommand {
    private static final String USAGE = """
            Usage: ./repod bench soak [--minutes N] [--guests N] [--seed S] [--seconds N] [--every N] [--warm-up N]

            Lets clients join, chat, leave, be cut off and resume, be kicked, not read and break off, while the server
            broadcasts. Once a minute all of them go home, and what both processes hold is read, after a garbage collection.

              --minutes N  how long; 30 unless told otherwise
              --guests N   how many clients at once; 40 unless told otherwise
              --seed S     where chance comes from; another one each time unless it is given
              --seconds N  how long, instead of --minutes
              --every N    how many seconds are between two readings; 60 unless told otherwise
              --warm-up N  the reading after so many seconds is the one that others are held against; 120 unless told otherwise

            Ends with 0 where the last reading is no more than the first one after the warm-up: heap within 10 % and 2 MiB,
            direct memory, threads, descriptors and channels not by one. Else with 1.
            """;

    private SoakCommand() {}

    /**
     * Runs it.
     *
     * @param words behind the command
     * @param machine what is said about the machine, at the head of the results
     * @param out for the results
     * @param err for progress
     * @param isTerminal whether lines of progress can be written over
     * @return the program's exit code
     */
    public static int run(
            List<String> words, List<String> machine, PrintStream out, PrintStream err, boolean isTerminal) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        SoakOptions options = SoakOptions.parse(words, System.nanoTime() >>> 16);
        machine.forEach(out::println);
        out.println("soak     " + options.guests() + " guests, seed " + options.seed());
        out.println(Reading.HEAD);
        List<Reading> readings =
                new SoakRun(options, new Progress(err, "soak", isTerminal)).run(reading -> out.println(reading.line()));
        readings.get(readings.size() - 1).server().numbers().forEach((name, count) -> {
            if (name.startsWith("ended/")) {
                out.printf("  ended as %-16s %,10d%n", name.substring("ended/".length()), count);
            }
        });
        Claims claims = new SoakVerdict(readings, options.warmUp()).claims();
        claims.lines().forEach(out::println);
        return claims.exitCode();
    }
}
