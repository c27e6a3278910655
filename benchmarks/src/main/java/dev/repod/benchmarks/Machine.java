package dev.repod.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a figure means nothing without: the processor, the JDK, and which code was measured. */
record Machine(String processor, int cores, String system, String jdk, String commit) {
    static Machine thisOne() throws IOException {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                commitNow());
    }

    /** The checkout: where the launcher says that it is, or where this was started. */
    static Path root() {
        return Path.of(System.getProperty("repod.root", ""));
    }

    List<String> lines() {
        return List.of(
                "machine  " + processor + ", " + cores + " cores, " + system, "jdk      " + jdk, "commit   " + commit);
    }

    private static String processorName() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return "unknown processor";
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    /** The commit of the working tree that this runs in; {@code -dirty} where it has changes. */
    private static String commitNow() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*")
                .directory(root().toAbsolutePath().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return answer.isEmpty() ? "unknown" : answer;
    }
}
