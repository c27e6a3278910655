package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Commands;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import dev.repod.benchmarks.process.Sockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the clients: {@code WatchersProgram PORT OTHERS}. Says {@code ready} when all of them see the sky; then {@code stop} and
 * {@code read} are for the slow one, and {@code tally} is answered by what was seen since it was last asked for.
 */
public final class WatchersProgram {
    private WatchersProgram() {}

    static Child start(int port, int others) {
        List<String> flags = new ArrayList<>(List.of("-Xms192m", "-Xmx192m", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        return new Child(
                "the clients",
                Pinning.java(flags, WatchersProgram.class.getName(), Integer.toString(port), Integer.toString(others)));
    }

    /**
     * Runs them.
     *
     * @param arguments port and number
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        Watchers watchers = new Watchers(Sockets.open());
        watchers.connect(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))
                .join();
        Commands.serve("ready", command -> answer(watchers, command));
        System.exit(0);
    }

    private static String answer(Watchers watchers, String command) {
        return switch (command) {
            case "stop" -> reads(watchers, false);
            case "read" -> reads(watchers, true);
            case "tally" -> watchers.takeWords();
            default -> "unknown command " + command;
        };
    }

    private static String reads(Watchers watchers, boolean on) {
        watchers.slowOneReads(on);
        return "done";
    }
}
