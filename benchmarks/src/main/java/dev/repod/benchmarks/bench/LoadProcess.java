package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.load.Job;
import dev.repod.benchmarks.load.LoadProgram;
import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import dev.repod.benchmarks.process.Words;
import java.util.ArrayList;
import java.util.List;

/** The load generator. One lives through a whole run, so that it is warm for everybody. */
final class LoadProcess implements AutoCloseable {
    private static final int CORE = 1;

    private final Child child;

    LoadProcess() {
        List<String> flags = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"));
        flags.addAll(JavaFlags.quiet());
        String[] arguments = Pinning.isPossible() ? new String[] {LoadProgram.SLEEPLESS} : new String[0];
        child = new Child(Pinning.java(CORE, flags, LoadProgram.class.getName(), arguments));
        child.answer();
    }

    Outcome run(Job job) {
        String answer = child.ask(job.line());
        if (!answer.startsWith("result ")) {
            throw new IllegalStateException("the load generator says: " + answer);
        }
        return Outcome.of(Words.parse(answer));
    }

    @Override
    public void close() {
        child.close();
    }
}
