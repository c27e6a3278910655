package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.claims.Claims;
import dev.repod.benchmarks.claims.Progress;
import java.io.PrintStream;
import java.util.List;

/** {@code ./repod bench slow}. */
public final class SlowCommand {
    private static final String USAGE = """
            Usage: ./repod bench slow [--latest] [--others N] [--before N] [--seconds N]

            A server sends 10 KB to everybody, sixty times a second. One client stops reading, and later reads again. Shows
            whether the others notice, what is held for the slow one, and how it ends.

              --latest     the server sends by sendLatest instead of send
              --others N   how many read all the time; 100 unless told otherwise
              --before N   for how many seconds all of them read; 10 unless told otherwise
              --seconds N  for how many seconds one does not; 20 unless told otherwise

            Ends with 0 where all claims are kept, with 1 where one is not.
            """;

    private SlowCommand() {}

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
        SlowOptions options = SlowOptions.parse(words);
        machine.forEach(out::println);
        out.println("slow     " + (options.latest() ? "sendLatest" : "send") + " to " + options.others()
                + " and one that is slow");
        SlowFigures figures = new SlowRun(options, new Progress(err, "slow", isTerminal)).run();
        figures.lines().forEach(out::println);
        Claims claims = figures.claims();
        claims.lines().forEach(out::println);
        return claims.exitCode();
    }
}
