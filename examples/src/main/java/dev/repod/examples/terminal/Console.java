package dev.repod.examples.terminal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a player types and reads. Shown text comes from strangers: control characters in it are made visible. */
public interface Console extends AutoCloseable {
    /** A prompt where the launcher has found a terminal, plain lines elsewhere. */
    static Console open() throws IOException {
        return Boolean.getBoolean("repod.terminal") ? new PromptConsole() : new PipeConsole();
    }

    /** Whether a script is at the other end: it has said all that it will say when its input ends, and reads on. */
    boolean isScripted();

    /** Blocks for the next line; null at the end of the input. For one thread. */
    @Nullable String read() throws IOException;

    /** Shows a line. For any thread. */
    void show(String line);

    /** Shows a line that is less important. For any thread. */
    void note(String line);

    /** Has Ctrl+C and SIGTERM call this, on a thread of their own, instead of ending the program. */
    void onStop(Runnable stop);

    /** Leaves the terminal as it was. */
    @Override
    void close() throws IOException;
}
