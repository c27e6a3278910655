package dev.repod.testkit.proof;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** All plays of one command, and what is said about them. */
final class ProofRun {
    private static final int FIRST_FEW = 10;

    private final ProveOptions options;
    private final PrintStream out;
    private final Figures figures = new Figures();
    private final Progress progress;
    private boolean isBroken;

    ProofRun(ProveOptions options, PrintStream out, PrintStream err, boolean isTerminal) {
        this.options = options;
        this.out = out;
        this.progress = new Progress(err, isTerminal, figures, options.cuts());
    }

    /** Answers whether the promise was kept. */
    boolean run() {
        long startedNanos = System.nanoTime();
        for (int i = 0; i < options.seeds() && !isBroken; i++) {
            play(options.seed() + i);
        }
        progress.end();
        Duration real = Duration.ofNanos(System.nanoTime() - startedNanos);
        out.printf("sessions, from seed %d%s%n", options.seed(), options.overTcp() ? " over TCP" : "");
        out.print(Table.of(figures, real, !options.overTcp()));
        out.println(isBroken ? "The promise was BROKEN." : "The promise was kept.");
        return !isBroken;
    }

    private void play(long seed) {
        figures.seed();
        if (options.overTcp()) {
            judge(seed, "over TCP", new TcpPlay(seed, options.scale(), figures, progress::say).run());
            return;
        }
        judge(seed, "within the bounds", new CutPlay(seed, options.scale(), figures, progress::say).run());
        for (Bound bound : Bound.values()) {
            judge(seed, bound.toString(), new BoundPlay(seed, bound).run(figures));
        }
    }

    private void judge(long seed, String play, List<Violation> found) {
        if (found.isEmpty()) {
            return;
        }
        progress.end();
        isBroken = true;
        out.printf("seed %d, %s: %,d violations%n", seed, play, found.size());
        found.stream().limit(FIRST_FEW).forEach(violation -> out.println("  " + violation));
        if (found.size() > FIRST_FEW) {
            out.println("  …");
        }
        out.println("  again: ./repod prove sessions --seed " + seed + " --seeds 1 --cuts "
                + options.scale().cuts() + " --messages " + options.scale().messages()
                + (options.overTcp() ? " --tcp" : ""));
    }
}
