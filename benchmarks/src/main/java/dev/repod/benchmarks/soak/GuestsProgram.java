package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Commands;
import dev.repod.benchmarks.process.Footprint;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the guests: {@code GuestsProgram PORT MOST SEED}. Says {@code ready}; {@code play MILLIS} is answered when that time is over
 * and everybody has gone home, {@code figures} by what this process holds then.
 */
public final class GuestsProgram {
    private static final String PLAY = "play ";

    private GuestsProgram() {}

    static Child start(int port, int most, long seed) {
        List<String> flags = new ArrayList<>(List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        return new Child(
                "the guests",
                Pinning.java(
                        flags,
                        GuestsProgram.class.getName(),
                        Integer.toString(port),
                        Integer.toString(most),
                        Long.toString(seed)));
    }

    /**
     * Runs them.
     *
     * @param arguments port, number and seed
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        Guests guests = new Guests(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        Commands.serve("ready", command -> answer(guests, command));
        System.exit(0);
    }

    private static String answer(Guests guests, String command) {
        if (command.startsWith(PLAY)) {
            guests.play(Long.parseLong(command.substring(PLAY.length())));
            return "played";
        }
        return Footprint.now() + guests.words();
    }
}
