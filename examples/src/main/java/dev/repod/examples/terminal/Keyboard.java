package dev.repod.examples.terminal;

import java.io.IOError;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a console on a thread of its own, since reading blocks and a game must not. Lines wait until the game takes them. */
public final class Keyboard {
    private static final int WAITING_LINES = 256;

    private final Console console;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING_LINES);
    private volatile boolean hasInputEnded;

    public Keyboard(Console console) {
        this.console = console;
    }

    /** Begins to read. */
    public void start() {
        Thread reader = new Thread(this::read, "keyboard");
        reader.setDaemon(true); // it may block for ever, and must not keep the program alive
        reader.start();
    }

    /** The next line, waiting for it this long. */
    public Optional<String> poll(long waitMillis) throws InterruptedException {
        return Optional.ofNullable(lines.poll(waitMillis, TimeUnit.MILLISECONDS));
    }

    /** Whether every line was taken, and no more will come. */
    public boolean isAtEnd() {
        return hasInputEnded && lines.isEmpty(); // in this order: the last line is put before the end is told
    }

    private void read() {
        try {
            @Nullable String line;
            while ((line = nextLine()) != null) {
                lines.put(line);
            }
            hasInputEnded = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An input that breaks has ended: a terminal that is closed while it is read does so. */
    private @Nullable String nextLine() {
        try {
            return console.read();
        } catch (IOException | IOError broken) {
            return null;
        }
    }
}
