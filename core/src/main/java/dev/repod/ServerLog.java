package dev.repod;

import java.net.InetSocketAddress;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of a server's life in the log. Confined to the thread of the callbacks. */
final class ServerLog {
    private final ChannelRegistry<?> registry;

    ServerLog(ChannelRegistry<?> registry) {
        this.registry = registry;
    }

    void started(InetSocketAddress address) {
        Log.SERVER
                .atInfo()
                .addKeyValue("host", address.getHostString())
                .addKeyValue("port", address.getPort())
                .log("server_started");
    }

    void stopped() {
        Log.SERVER.atInfo().log("server_stopped");
    }

    void connected(Channel<?> channel) {
        about(Log.SERVER.atInfo(), channel).log("client_connected");
    }

    void disconnected(Channel<?> channel, CloseReason reason) {
        about(Log.SERVER.atInfo(), channel).addKeyValue("reason", reason.kind()).log("client_disconnected");
    }

    /** The link is lost, and the session waits. */
    void detached(Channel<?> channel) {
        about(Log.SERVER.atInfo(), channel).log("client_detached");
    }

    void resumed(Channel<?> channel) {
        about(Log.SERVER.atInfo(), channel).log("client_resumed");
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, Channel<?> channel) {
        return line.addKeyValue("addr", Log.addr(channel.address())).addKeyValue("clients", registry.size());
    }
}
