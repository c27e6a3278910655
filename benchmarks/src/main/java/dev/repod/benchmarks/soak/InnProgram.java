package dev.repod.benchmarks.soak;

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

/** Runs the server: {@code InnProgram WINDOW_MILLIS}. Says {@code ready PORT}; {@code figures} and {@code glance} are answered. */
public final class InnProgram {
    private InnProgram() {}

    static Child start(Duration window) {
        List<String> flags = new ArrayList<>(List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        return new Child(
                "the server", Pinning.java(flags, InnProgram.class.getName(), Long.toString(window.toMillis())));
    }

    /**
     * Runs it.
     *
     * @param arguments the window
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        Inn inn = new Inn(Duration.ofMillis(Long.parseLong(arguments[0])));
        inn.start();
        Commands.serve("ready " + inn.address().getPort(), command -> {
            String held = command.equals("figures") ? Footprint.now() : Footprint.atAGlance();
            return held + " channels=" + inn.channels().size()
                    + CompletableFuture.supplyAsync(inn::words, inn.loop()).join();
        });
        System.exit(0);
    }
}
