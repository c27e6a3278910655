package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.claims.Progress;
import dev.repod.benchmarks.process.Footprint;
import java.io.PrintStream;
import java.util.List;

/** {@code ./repod bench attack}. */
public final class AttackCommand {
    private static final String USAGE = """
            Usage: ./repod bench attack [--seconds N] [--players N] [--percent N] [--only NAMES]
                                  [--seed S] [--window N]

            Lets honest players play on a server with default limits while attackers do to it all at once what can be done
            to a port, and before that, as the control, the same to another server on the same machine. Shows whether the
            players notice, what the server holds, how each kind of attack is ended, and what is left afterwards.

              --seconds N    how long each of both takes; 60 unless told otherwise
              --players N    how many play, twenty messages a second each and each way; 100 unless told otherwise
              --percent N    how many of the attackers come, of about 6,900 at once; 100 unless told otherwise
              --only NAMES   only these attacks, with commas between them
              --seed S       where chance comes from; another one each time unless it is given
              --window N     for how many seconds the server's sessions wait; 30 unless told otherwise

            Takes up to a minute more than twice the seconds. Ends with 0 where all claims are kept, with 1 where one is not.
            """;

    private AttackCommand() {}

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
            out.println("Attacks: "
                    + String.join(" ", Attack.all().stream().map(Attack::name).toList()));
            return 0;
        }
        AttackOptions options = AttackOptions.parse(words, System.nanoTime() >>> 16);
        options.checkDescriptors(Footprint.mostDescriptors());
        machine.forEach(out::println);
        out.println("attack   " + options.seconds() + " s, " + options.players() + " players, " + options.percent()
                + " % of the attackers, seed " + options.seed());
        Observations seen = new AttackRun(options, new Progress(err, "attack", isTerminal)).run();
        seen.lines().forEach(out::println);
        Verdict verdict = new Verdict(seen);
        verdict.claims().lines().forEach(out::println);
        return verdict.claims().exitCode();
    }
}
