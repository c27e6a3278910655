package dev.repod.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A child's side of the conversation: says that it is ready, answers each line with a line, and ends with its input. */
public final class Commands {
    private Commands() {}

    /**
     * Answers until the input ends. On the thread of the caller.
     *
     * @param ready the first line that is said
     * @param answers what is said to a line
     * @throws IOException if the input breaks
     */
    public static void serve(String ready, UnaryOperator<String> answers) throws IOException {
        System.out.println(ready);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println(answers.apply(command));
        }
    }
}
