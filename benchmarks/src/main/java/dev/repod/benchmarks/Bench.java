package dev.repod.benchmarks;

import dev.repod.benchmarks.attack.AttackCommand;
import dev.repod.benchmarks.bench.Growth;
import dev.repod.benchmarks.bench.SideBySide;
import dev.repod.benchmarks.claims.WrongUsageException;
import dev.repod.benchmarks.peers.PeerProgram;
import dev.repod.benchmarks.slow.SlowCommand;
import dev.repod.benchmarks.soak.SoakCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What {@code ./repod bench} runs. */
public final class Bench {
    private static final String USAGE = """
            Usage: ./repod bench [--quick] [--results DIR] [SCENARIO...]
                   ./repod bench growth [--quick] [--results DIR]
                   ./repod bench server [--host HOST] [--port PORT]
                   ./repod bench attack|slow|soak [--help]

            Measures this library beside others that do the same work, and writes what it finds to
            benchmarks/results. The full run takes about half an hour; leave the machine alone meanwhile.

              --quick        a look in a few minutes; its figures are worth less
              --results DIR  where the files go
              SCENARIO       one or more of those named below

            growth           measures from 1 to 2,000 connections, from 10 to 2,000 receivers and from 50 bytes to
                             60 KB, beside netty, and draws it: about 10 minutes

            server           runs this library's server alone, for other tools, until Ctrl+C. It answers
                             echo {text, x, y, seq} by echo_reply with the same fields, broadcast (the same
                             fields) by broadcast_reply to everybody, passes chat on to everybody as it is, and
                             answers snapshot by a record of 4 KB to everybody
              --host HOST    127.0.0.1 unless told otherwise
              --port PORT    5071 unless told otherwise; 0 for any

            attack           attacks a server with default limits while honest players play on it
            slow             lets one client stop reading while the server sends to it and to others
            soak             lets clients come, go, be cut and come back, and watches what the server holds
            """;

    private static final int USAGE_ERROR = 2;

    private Bench() {}

    /**
     * Runs it.
     *
     * @param arguments see {@code --help}
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        try {
            String command = arguments.length > 0 ? arguments[0] : "";
            switch (command) {
                case "server" -> serve(arguments);
                case "attack" ->
                    endWith(AttackCommand.run(behind(arguments), machine(), System.out, System.err, isTerminal()));
                case "slow" ->
                    endWith(SlowCommand.run(behind(arguments), machine(), System.out, System.err, isTerminal()));
                case "soak" ->
                    endWith(SoakCommand.run(behind(arguments), machine(), System.out, System.err, isTerminal()));
                default -> measure(arguments);
            }
        } catch (WrongUsageException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.err.println("./repod bench --help says what there is");
            System.exit(USAGE_ERROR);
        }
    }

    private static List<String> behind(String[] arguments) {
        return List.of(arguments).subList(1, arguments.length);
    }

    private static List<String> machine() throws IOException {
        return Machine.thisOne().lines();
    }

    /** What the terminal shows is said by the launcher. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("repod.colour");
    }

    private static void endWith(int code) {
        if (code != 0) {
            System.exit(code);
        }
    }

    private static void measure(String[] arguments) throws IOException {
        boolean growth = arguments.length > 0 && arguments[0].equals("growth");
        boolean quick = false;
        Path results = Machine.root().resolve("benchmarks").resolve("results");
        Set<String> scenarios = new TreeSet<>();
        for (int i = growth ? 1 : 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--help", "-h" -> {
                    System.out.print(USAGE);
                    System.out.println("Scenarios: " + String.join(" ", SideBySide.names()));
                    return;
                }
                case "--quick" -> quick = true;
                case "--results" -> results = Path.of(valueAfter(arguments, i++));
                default -> scenarios.add(scenario(arguments[i], growth));
            }
        }
        List<String> machine = Machine.thisOne().lines();
        if (growth) {
            new Growth(quick, results).run(machine);
        } else {
            new SideBySide(quick, results, scenarios).run(machine);
        }
    }

    private static String scenario(String name, boolean growth) {
        if (growth) {
            throw new WrongUsageException("growth takes --quick and --results, not '" + name + "'");
        }
        if (!SideBySide.names().contains(name)) {
            throw new WrongUsageException(
                    "there is no scenario '" + name + "', only " + String.join(", ", SideBySide.names()));
        }
        return name;
    }

    private static void serve(String[] arguments) {
        String host = "127.0.0.1";
        int port = 5071;
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--host" -> host = valueAfter(arguments, i++);
                case "--port" -> port = port(valueAfter(arguments, i++));
                default -> throw new WrongUsageException("server takes --host and --port, not '" + arguments[i] + "'");
            }
        }
        PeerProgram.serve(host, port);
    }

    private static String valueAfter(String[] arguments, int at) {
        if (at + 1 == arguments.length) {
            throw new WrongUsageException(arguments[at] + " needs a value");
        }
        return arguments[at + 1];
    }

    private static int port(String word) {
        try {
            int port = Integer.parseInt(word);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new WrongUsageException("--port " + word + " is no number", notANumber);
        }
        throw new WrongUsageException("--port " + word + " is not in 0..65535");
    }
}
