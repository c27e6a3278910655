package dev.repod.testkit.proof;

import java.io.PrintStream;
import java.util.List;

/** What {@code ./repod prove} runs: evidence of what the library promises, from a seed. */
public final class Prove {
    private static final String USAGE = """
            Usage: ./repod prove sessions [--seed S] [--seeds N] [--cuts N] [--messages N] [--tcp]

            Lets servers and clients with sessions send each other numbered messages while the network between them is
            cut again and again, and checks what both were told: each message exactly once and in order, both ways, and
            where a bound was passed, that both sides were told. The same seed gives the same run, to the last byte.

              --seed S       where chance comes from; another one each time unless it is given
              --seeds N      how many runs, each with the next seed; 20 unless told otherwise
              --cuts N       how many cuts, over all runs; 1,000 unless told otherwise
              --messages N   how many messages, both ways and over all runs; 200,000 unless told otherwise
              --tcp          over real sockets and in real time; a run, 100 cuts and 60,000 messages unless told
                             otherwise. There the seed chooses the faults, and the system the rest

            Ends with 0 where the promise was kept, with 1 where it was not, and says the seed then.
            """;

    private static final int BROKEN_PROMISE = 1;
    private static final int USAGE_ERROR = 2;

    private Prove() {}

    /**
     * Runs it, and ends the program where the promise was broken or the arguments are wrong.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        // What the terminal shows is said by whoever started this.
        int code = run(List.of(arguments), System.out, System.err, Boolean.getBoolean("repod.colour"));
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(List<String> words, PrintStream out, PrintStream err, boolean isTerminal) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        try {
            ProveOptions options = ProveOptions.parse(behindSessions(words), System.nanoTime() >>> 16);
            return new ProofRun(options, out, err, isTerminal).run() ? 0 : BROKEN_PROMISE;
        } catch (WrongUsageException wrong) {
            err.println("prove: " + wrong.getMessage());
            err.println("./repod prove --help says what there is");
            return USAGE_ERROR;
        }
    }

    private static List<String> behindSessions(List<String> words) throws WrongUsageException {
        if (words.isEmpty()) {
            throw new WrongUsageException("what? There is: sessions");
        }
        if (!words.get(0).equals("sessions")) {
            throw new WrongUsageException(
                    "there is nothing to prove about '" + words.get(0) + "', only about: sessions");
        }
        return words.subList(1, words.size());
    }
}
