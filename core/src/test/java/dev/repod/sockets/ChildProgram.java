package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that a test has started: its lines of output with a deadline, its input, its end. Ended with the test. */
final class ChildProgram implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final String END_OF_OUTPUT = "\u0000";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private ChildProgram(List<String> command, File directory) throws IOException {
        process = new ProcessBuilder(command)
                .directory(directory)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "output-of-child");
        reader.setDaemon(true);
        reader.start();
    }

    static ChildProgram started(File directory, List<String> command) throws IOException {
        return new ChildProgram(command, directory);
    }

    /** A class of the tests, in a JVM of its own. */
    static ChildProgram java(List<String> jvmFlags, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(javaCommand(jvmFlags, main));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildProgram(command, new File("."));
    }

    static List<String> javaCommand(List<String> jvmFlags, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        Collections.addAll(command, "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=logback-child.xml");
        command.addAll(jvmFlags);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
        return command;
    }

    /** Whether a command can be run here and ends well. */
    static boolean succeeds(String... command) {
        try {
            Process tried = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (tried.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return tried.exitValue() == 0;
            }
            tried.destroyForcibly();
            return false;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                lines.add(line);
                line = output.readLine();
            }
        } catch (IOException killed) {
            lines.add("output broke off: " + killed.getMessage());
        }
        lines.add(END_OF_OUTPUT);
    }

    /** The next line, or a failure with all lines before it. */
    String readLine() {
        return readLine(PATIENCE_SECONDS);
    }

    String readLine(int patienceSeconds) {
        try {
            String line = lines.poll(patienceSeconds, TimeUnit.SECONDS);
            if (line == null || line.equals(END_OF_OUTPUT)) {
                throw new AssertionError(
                        (line == null ? "no further line in time" : "the program ended") + "; it had said " + seen);
            }
            seen.add(line);
            return line;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Reads up to the first line that fits. Other lines are passed over. */
    String readLine(Predicate<String> wanted) {
        String line = readLine();
        while (!wanted.test(line)) {
            line = readLine();
        }
        return line;
    }

    /** Reads on to the next event of that name. */
    Map<String, Object> readEvent(String name) {
        return Json.object(readLine(
                line -> line.startsWith("{") && name.equals(Json.object(line).get("event"))));
    }

    /** Every line that is still to come, once the program has ended. */
    List<String> readToEnd() {
        awaitExit();
        List<String> rest = new ArrayList<>();
        await("the end of the output").until(() -> lines.contains(END_OF_OUTPUT));
        lines.drainTo(rest);
        rest.remove(END_OF_OUTPUT);
        lines.add(END_OF_OUTPUT);
        seen.addAll(rest);
        return rest;
    }

    /** The port of a program that has just said {@code listening on HOST:PORT}. */
    int readPort() {
        String line = readLine(said -> said.startsWith("listening on "));
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    void writeLine(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            throw new UncheckedIOException("the program takes no input; it had said " + seen, ended);
        }
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    /** Its exit code. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; it had said " + seen + " and " + lines);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Ends it, if it has not ended by itself. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit();
    }
}
