package dev.repod.benchmarks.game;

import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Commands;
import dev.repod.benchmarks.process.Footprint;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs the game's server: {@code GameProgram WINDOW_MILLIS}. Says {@code ready PORT}; then {@code figures} is answered after a
 * garbage collection, {@code glance} without one, and {@code endings} by how connections have ended so far.
 */
public final class GameProgram {
    private GameProgram() {}

    /**
     * Starts one as a child.
     *
     * @param name what it is called where it fails
     * @param window for how long sessions wait for their client
     * @return the process; its first answer ends with its port
     */
    public static Child start(String name, Duration window) {
        // All of the heap is there from the beginning, so that what the process grows by is something else; and there
        // is
        // room to grow into, so that too much is seen as too much. Three of four full collections would leave up to a
        // twentieth of the old space as it lies, dead or not, and count it as used: here each of them compacts.
        List<String> flags = new ArrayList<>(List.of(
                "-Xms384m",
                "-Xmx384m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:MarkSweepAlwaysCompactCount=1",
                "-XX:MaxDirectMemorySize=2g"));
        flags.addAll(JavaFlags.quiet());
        return new Child(name, Pinning.java(flags, GameProgram.class.getName(), Long.toString(window.toMillis())));
    }

    /**
     * Runs it.
     *
     * @param arguments the window
     * @throws IOException if its input breaks
     */
    public static void main(String[] arguments) throws IOException {
        Game game = new Game("127.0.0.1", 0, Duration.ofMillis(Long.parseLong(arguments[0])));
        game.start();
        Commands.serve("ready " + game.address().getPort(), command -> answer(game, command));
        System.exit(0);
    }

    private static String answer(Game game, String command) {
        return switch (command) {
            case "figures" -> Footprint.now() + rest(game);
            case "glance" -> Footprint.atAGlance() + rest(game);
            case "endings" -> "endings " + onLoop(game, () -> game.census().words());
            default -> "unknown command " + command;
        };
    }

    private static String rest(Game game) {
        return " channels=" + game.channels().size() + " failures=" + onLoop(game, game::failures);
    }

    private static <T> T onLoop(Game game, Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, game.loop()).join();
    }
}
