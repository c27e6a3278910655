package dev.repod;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes the game's own mistakes down: to the log, or to the standard error where there is no log to be seen. */
final class GameErrors {
    private GameErrors() {}

    static void log(
            String event,
            Throwable failure,
            @Nullable InetSocketAddress address,
            @Nullable String action,
            @Nullable String errorId,
            long leftOut) {
        if (Log.goesNowhere()) {
            printTo(System.err, event, failure, errorId);
            return;
        }
        LoggingEventBuilder line =
                Log.leftOut(Log.SERVER.atError(), leftOut).addKeyValue("error", Printable.of(failure));
        if (address != null) {
            line = line.addKeyValue("addr", Log.addr(address));
        }
        if (action != null) {
            line = line.addKeyValue("action", Printable.of(action));
        }
        if (errorId != null) {
            line = line.addKeyValue("error_id", errorId);
        }
        line.setCause(failure).log(event);
    }

    private static void printTo(java.io.PrintStream out, String event, Throwable failure, @Nullable String errorId) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        out.println(event + (errorId == null ? "" : " error_id=" + errorId) + " " + text);
    }
}
