package dev.repod.benchmarks.game;

import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Commands;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import dev.repod.benchmarks.process.Sockets;
import dev.repod.benchmarks.process.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the honest players: {@code PlayersProgram PORT PLAYERS}. Says {@code ready} when all of them play; then {@code tally} is
 * answered by what they have counted, and {@code finish} by the same once they have stopped and what was under way has come.
 */
public final class PlayersProgram {
    /** For what is under way when they stop: more than any limit of the server's would hold it up. */
    private static final int LONGEST_WAIT_MILLIS = 10_000;

    private static final int LOOK_MILLIS = 20;

    private PlayersProgram() {}

    /**
     * Starts them as a child.
     *
     * @param port the server's
     * @param count how many
     * @return the process; its first answer comes when all of them play
     */
    public static Child start(int port, int count) {
        List<String> flags = new ArrayList<>(List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        return new Child(
                "the players",
                Pinning.java(flags, PlayersProgram.class.getName(), Integer.toString(port), Integer.toString(count)));
    }

    /**
     * Runs them.
     *
     * @param arguments port and number
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        Sockets sockets = Sockets.open();
        Players players = new Players(sockets.loop(), sockets.type());
        players.connect(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))
                .join();
        Commands.serve("ready", command -> answer(players, command));
        System.exit(0);
    }

    private static String answer(Players players, String command) {
        return switch (command) {
            case "tally" -> players.words();
            case "finish" -> finish(players);
            default -> "unknown command " + command;
        };
    }

    private static String finish(Players players) {
        players.pause();
        for (int waited = 0; waited < LONGEST_WAIT_MILLIS && players.missing() > 0; waited += LOOK_MILLIS) {
            Waiting.millis(LOOK_MILLIS);
        }
        String words = players.words();
        players.leave();
        return words;
    }
}
