package dev.repod.examples.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Standard input and output, a line each, in UTF-8 whatever the locale says. */
final class PipeConsole implements Console {
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    @Override
    public boolean isScripted() {
        return true;
    }

    @Override
    public @Nullable String read() throws IOException {
        return in.readLine();
    }

    @Override
    public void show(String line) {
        out.println(Visible.text(line));
    }

    @Override
    public void note(String line) {
        show(line);
    }

    @Override
    public void onStop(Runnable stop) {
        Signals.register("INT", stop);
        Signals.register("TERM", stop);
    }

    @Override
    public void close() {
        out.flush();
    }
}
