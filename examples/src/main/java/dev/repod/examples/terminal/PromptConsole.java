package dev.repod.examples.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** A prompt with editing and history. What is shown appears above it, and the line that is being typed stays whole. */
final class PromptConsole implements Console {
    private static final String PROMPT =
            new AttributedString("> ", AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)).toAnsi();

    private final Terminal terminal;
    private final LineReader reader;

    PromptConsole() throws IOException {
        terminal = TerminalBuilder.builder()
                .encoding(StandardCharsets.UTF_8)
                .nativeSignals(true)
                .build();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, true) // what was typed comes back from the server
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
    }

    @Override
    public boolean isScripted() {
        return false;
    }

    @Override
    public @Nullable String read() {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException | EndOfFileException left) {
            return null;
        }
    }

    @Override
    public void show(String line) {
        reader.printAbove(new AttributedString(Visible.text(line)));
    }

    @Override
    public void note(String line) {
        reader.printAbove(
                new AttributedString(Visible.text(line), AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT)));
    }

    @Override
    public void onStop(Runnable stop) {
        terminal.handle(Terminal.Signal.INT, signal -> stop.run()); // while no line is being read
        Signals.register("TERM", stop);
    }

    @Override
    public void close() throws IOException {
        if (reader.isReading()) {
            terminal.puts(InfoCmp.Capability.carriage_return); // no prompt stays behind where nobody reads any more
            terminal.puts(InfoCmp.Capability.clr_eos);
            terminal.flush();
        }
        terminal.close();
    }
}
