package dev.repod.benchmarks.claims;

import java.io.PrintStream;

/** Says now and then how far it is: on a terminal in one line that is written over, elsewhere in a line every ten seconds. */
public final class Progress {
    private static final int SECONDS_ELSEWHERE = 10;
    private static final int WIDTH = 118;

    private final PrintStream out;
    private final String name;
    private final boolean isTerminal;
    private int said;

    /**
     * For one command.
     *
     * @param out where to
     * @param name of the command, in front of each line
     * @param isTerminal whether lines can be written over
     */
    public Progress(PrintStream out, String name, boolean isTerminal) {
        this.out = out;
        this.name = name;
        this.isTerminal = isTerminal;
    }

    /**
     * Something begins.
     *
     * @param words what does
     */
    public void begin(String words) {
        said = 0;
        clear();
        out.println(name + ": " + words);
    }

    /**
     * Called about once a second.
     *
     * @param words how far it is
     */
    public void second(String words) {
        said++;
        if (isTerminal) {
            String line = name + ": " + words;
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            out.flush();
        } else if (said % SECONDS_ELSEWHERE == 0) {
            out.println(name + ": " + words);
        }
    }

    /** Leaves the line to others. */
    public void clear() {
        if (isTerminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }
}
