package dev.repod;

import java.time.Duration;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of a client's connection in the log. */
final class ClientLog {
    private ClientLog() {}

    static void connecting(String host, int port) {
        Log.CLIENT.atInfo().addKeyValue("host", host).addKeyValue("port", port).log("connecting");
    }

    static void connected(String host, int port) {
        Log.CLIENT.atInfo().addKeyValue("host", host).addKeyValue("port", port).log("connected");
    }

    static void failed(String host, int port, ConnectionError error) {
        Log.CLIENT
                .atWarn()
                .addKeyValue("host", host)
                .addKeyValue("port", port)
                .addKeyValue("error", Printable.of(error.detail()))
                .log("connection_failed");
    }

    static void disconnected(String host, int port, CloseReason reason) {
        Log.CLIENT
                .atInfo()
                .addKeyValue("host", host)
                .addKeyValue("port", port)
                .addKeyValue("reason", Printable.of(reason))
                .log("disconnected");
    }

    static void lost(String host, int port, CloseReason reason) {
        about(Log.CLIENT.atInfo(), host, port)
                .addKeyValue("reason", Printable.of(reason))
                .log("connection_lost");
    }

    static void reconnecting(String host, int port, int attempt, Duration delay) {
        about(Log.CLIENT.atInfo(), host, port)
                .addKeyValue("attempt", attempt)
                .addKeyValue("delay_millis", delay.toMillis())
                .log("reconnecting");
    }

    static void reconnected(String host, int port, Resumption resumption) {
        about(Log.CLIENT.atInfo(), host, port)
                .addKeyValue("resumption", resumption)
                .log("reconnected");
    }

    static void gaveUp(String host, int port, int attempts) {
        about(Log.CLIENT.atWarn(), host, port).addKeyValue("attempts", attempts).log("gave_up");
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, String host, int port) {
        return line.addKeyValue("host", host).addKeyValue("port", port);
    }

    static void unhandled(Message message) {
        if (Log.CLIENT.isDebugEnabled()) {
            Log.CLIENT
                    .atDebug()
                    .addKeyValue("action", Printable.of(message.action()))
                    .log("message_unhandled");
        }
    }

    static void dispatched(String action) {
        if (Log.CLIENT.isDebugEnabled()) {
            Log.CLIENT.atDebug().addKeyValue("action", action).log("message_dispatched");
        }
    }

    static void invalid(String action, String error) {
        Log.CLIENT
                .atWarn()
                .addKeyValue("action", Printable.of(action))
                .addKeyValue("error", Printable.of(error))
                .log("message_invalid");
    }
}
