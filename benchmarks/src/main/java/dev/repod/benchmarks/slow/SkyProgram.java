package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Commands;
import dev.repod.benchmarks.process.Footprint;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs the server: {@code SkyProgram send|latest}. Says {@code ready PORT}; then {@code glance} is answered by what it holds. */
public final class SkyProgram {
    private SkyProgram() {}

    static Child start(boolean latest) {
        List<String> flags =
                new ArrayList<>(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        return new Child("the server", Pinning.java(flags, SkyProgram.class.getName(), latest ? "latest" : "send"));
    }

    /**
     * Runs it.
     *
     * @param arguments how it sends
     * @throws IOException if the input breaks
     */
    public static void main(String[] arguments) throws IOException {
        SkyServer server = new SkyServer(arguments[0].equals("latest"));
        server.start();
        Commands.serve("ready " + server.address().getPort(), command -> {
            String words = CompletableFuture.supplyAsync(server::takeWords, server.loop())
                    .join();
            return Footprint.atAGlance() + words;
        });
        System.exit(0);
    }
}
