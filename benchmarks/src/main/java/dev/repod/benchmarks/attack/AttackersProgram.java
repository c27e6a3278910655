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
 * Runs the attackers: {@code AttackersProgram OPTIONS}. Says {@code ready}; then {@code attack PORT} sends them all against the
 * server there, {@code glance} tells how many they are, {@code endings} how their connections ended, and {@code stop} calls
 * them back.
 */
public final class AttackersProgram {
    private final AttackOptions options;
    private final Sockets sockets = Sockets.open();
    private @Nullable Army army;

    private AttackersProgram(AttackOptions options) {
        this.options = options;
    }

    static Child start(AttackOptions options) {
        List<String> command = new ArrayList<>(List.of("-Xms384m", "-Xmx384m", "-XX:+UseSerialGC"));
        command.addAll(JavaFlags.quiet());
        return new Child(
                "the attackers",
                Pinning.java(
                        command,
                        AttackersProgram.class.getName(),
                        "--percent",
                        Integer.toString(options.percent()),
                        "--seed",
                        Long.toString(options.seed()),
                        "--only",
                        String.join(",", options.names())));
    }

    /**
     * Runs it.
     *
     * @param arguments those of the command that it needs
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        AttackersProgram program = new AttackersProgram(AttackOptions.parse(List.of(arguments), 0));
        Commands.serve("ready", program::answer);
        System.exit(0);
    }

    private String answer(String command) {
        if (command.startsWith("attack ")) {
            army = new Army(
                    options.attacks(),
                    Integer.parseInt(command.substring("attack ".length())),
                    options.seed(),
                    sockets);
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
