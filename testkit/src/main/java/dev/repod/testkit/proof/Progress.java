package dev.repod.testkit.proof;

import java.io.PrintStream;
import java.time.Duration;

/** Says now and then how far it is: on a terminal in one line that is written over, elsewhere in a line every few seconds. */
final class Progress {
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean isTerminal;
    private final Figures figures;
    private final int cuts;
    private long saidNanos = System.nanoTime();
    private boolean anySaid;

    Progress(PrintStream out, boolean isTerminal, Figures figures, int cuts) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.figures = figures;
        this.cuts = cuts;
    }

    void say() {
        long nowNanos = System.nanoTime();
        if (nowNanos - saidNanos >= (isTerminal ? ON_A_TERMINAL : ELSEWHERE).toNanos()) {
            saidNanos = nowNanos;
            anySaid = true;
            String line = String.format("%,d of %,d cuts", figures.cuts(), cuts);
            out.print(isTerminal ? "\r" + line + " " : line + System.lineSeparator());
            out.flush();
        }
    }

    /** Leaves the line to others. */
    void end() {
        if (isTerminal && anySaid) {
            out.print("\r" + " ".repeat(40) + "\r");
            out.flush();
        }
    }
}
