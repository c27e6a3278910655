package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes jobs from its input, a line each, and answers each with a line; ends with its input. The connections of a job are closed
 * before the answer, but for those that are only to be held: they end with their server. */
public final class LoadProgram {
    /** It never sleeps. */
    public static final String SLEEPLESS = "sleepless";

    private LoadProgram() {}

    /**
     * Runs it.
     *
     * @param arguments {@value #SLEEPLESS} where it has a core of its own
     * @throws IOException if its input breaks
     */
    public static void main(String[] arguments) throws IOException {
        boolean sleepless = List.of(arguments).contains(SLEEPLESS);
        Sockets sockets = sleepless ? Sockets.openSleepless() : Sockets.open();
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            Work work = Work.of(Job.parse(line), sockets);
            String result = work.run().join();
            work.close();
            System.out.println(result);
        }
        System.exit(0);
    }
}
