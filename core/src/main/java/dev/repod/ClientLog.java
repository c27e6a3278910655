package dev.repod;

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
