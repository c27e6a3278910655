package dev.repod;

import java.net.InetSocketAddress;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of a server's life in the log. Confined to the thread of the callbacks. */
final class ServerLog {
    private static final int BROKEN_BURST = 20;
    private static final int BROKEN_PER_SECOND = 5;

    private final ChannelRegistry<?> registry;

    /** Anyone can break the protocol as often as he can connect: such lines are bounded for the whole server. */
    private final RateGate broken;

    ServerLog(ChannelRegistry<?> registry, long nowNanos) {
        this.registry = registry;
        this.broken = new RateGate(BROKEN_BURST, BROKEN_PER_SECOND, nowNanos);
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

    void disconnected(Channel<?> channel, CloseReason reason, long nowNanos) {
        boolean isBroken = reason.kind() == CloseReason.Kind.PROTOCOL_ERROR || reason.kind() == CloseReason.Kind.LIMIT;
        if (isBroken && broken.tryPass(nowNanos)) {
            Log.leftOut(Log.SERVER.atWarn(), broken.takeHeldBack())
                    .addKeyValue("addr", Log.addr(channel.address()))
                    .addKeyValue("reason", reason.kind())
                    .addKeyValue("error", Printable.of(reason.text()))
                    .log("peer_broken");
        }
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
