package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Commands;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import dev.repod.benchmarks.process.Sockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the attackers: {@code AttackersProgram SCALE SEED}. Says {@code ready}; then {@code attack PORT} sends them all against the
 * server there, {@code glance} tells how many they are, {@code endings} how their connections ended, and {@code stop} calls
 * them back.
 */
public final class AttackersProgram {
    private final double scale;
    private final long seed;
    private final Sockets sockets = Sockets.open();
    private @Nullable Army army;

    private AttackersProgram(double scale, long seed) {
        this.scale = scale;
        this.seed = seed;
    }

    static Child start(double scale, long seed) {
        List<String> flags = new ArrayList<>(List.of("-Xms384m", "-Xmx384m", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        return new Child(
                "the attackers",
                Pinning.java(flags, AttackersProgram.class.getName(), Double.toString(scale), Long.toString(seed)));
    }

    /**
     * Runs it.
     *
     * @param arguments scale and seed
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        AttackersProgram program = new AttackersProgram(Double.parseDouble(arguments[0]), Long.parseLong(arguments[1]));
        Commands.serve("ready", program::answer);
        System.exit(0);
    }

    private String answer(String command) {
        if (command.startsWith("attack ")) {
            army = new Army(Integer.parseInt(command.substring("attack ".length())), scale, seed, sockets);
            army.start();
            return "attacking";
        }
        Army there = army;
        if (there == null) {
            return "nobody attacks";
        }
        return switch (command) {
            case "glance" -> there.glance();
            case "endings" -> there.endings();
            case "stop" -> {
                there.stop();
                yield "stopped";
            }
            default -> "unknown command " + command;
        };
    }
}
