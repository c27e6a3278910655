package dev.repod.examples.chat;

import dev.repod.examples.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A console on which nobody types, and that keeps what it is to show. */
final class LinesOnly implements Console {
    final List<String> shown = new ArrayList<>();

    @Override
    public boolean isScripted() {
        return true;
    }

    @Override
    public @Nullable String read() {
        return null;
    }

    @Override
    public void show(String line) {
        shown.add(line);
    }

    @Override
    public void note(String line) {
        shown.add(line);
    }

    @Override
    public void onStop(Runnable stop) {}

    @Override
    public void close() {}
}
