package dev.repod.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process of ours that answers a line with a line. It ends with its input, and at the latest with this program. */
public final class Child implements AutoCloseable {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static final int SECONDS_TO_END = 5;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "children-end"));
    }

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    /**
     * Starts it. What it says on its error output is said on ours.
     *
     * @param command the program and its arguments
     */
    public Child(List<String> command) {
        this("a process of the benchmark", command);
    }

    /**
     * Starts it. What it says on its error output is said on ours.
     *
     * @param name what it is called where it fails
     * @param command the program and its arguments
     */
    public Child(String name, List<String> command) {
        this.name = name;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        }
        ALIVE.add(process);
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** {@return the system's number for it} */
    public long pid() {
        return process.pid();
    }

    /**
     * Asks it.
     *
     * @param question a line
     * @return the line that it answers
     * @throws IllegalStateException if it has ended
     */
    public String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new IllegalStateException(ended(), e);
        }
        return answer();
    }

    /**
     * Waits for the next line that it says.
     *
     * @return the line
     * @throws IllegalStateException if it has ended
     */
    public String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(ended());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ended() {
        try {
            if (process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                return name + " has ended with " + process.exitValue() + ": what it said is above";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return name + " says nothing more";
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
        ALIVE.remove(process);
    }
}
