package dev.repod;

import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of a server's life in the log. Confined to the thread of the callbacks. */
final class ServerLog {
    private final ChannelRegistry<?> registry;

    /** Each is a long line, and a network that fails takes all of its clients at once. */
    private final GatedLine flights;

    private final GatedLine connected;
    private final GatedLine disconnected;
    private final GatedLine detached;
    private final GatedLine resumed;

    ServerLog(ChannelRegistry<?> registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.flights = GatedLine.aboutStrangers("flight_record", Level.INFO, nanoTime);
        this.connected = GatedLine.aboutPlayers("client_connected", nanoTime);
        this.disconnected = GatedLine.aboutPlayers("client_disconnected", nanoTime);
        this.detached = GatedLine.aboutPlayers("client_detached", nanoTime);
        this.resumed = GatedLine.aboutPlayers("client_resumed", nanoTime);
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
        connected.log(line -> about(line, channel));
    }

    void disconnected(Channel<?> channel, CloseReason reason) {
        flight(channel, reason);
        disconnected.log(line -> about(line, channel).addKeyValue("reason", reason.kind()));
    }

    /** What a connection did last that ended because of a fault. Links are lost every day: that is one line for whoever looks. */
    private void flight(Channel<?> channel, CloseReason reason) {
        switch (reason.kind()) {
            case PROTOCOL_ERROR, LIMIT, SLOW_CONSUMER, TIMED_OUT -> flights.log(line -> flight(line, channel, reason));
            case LOST -> {
                if (Log.SERVER.isDebugEnabled()) {
                    flight(Log.SERVER.atDebug(), channel, reason).log("flight_record");
                }
            }
            default -> {}
        }
    }

    private static LoggingEventBuilder flight(LoggingEventBuilder line, Channel<?> channel, CloseReason reason) {
        return line.addKeyValue("addr", Log.addr(channel.address()))
                .addKeyValue("reason", reason.kind())
                .addKeyValue("frames", channel.flightRecord().inOneLine());
    }

    /** The link is lost, and the session waits. */
    void detached(Channel<?> channel) {
        detached.log(line -> about(line, channel));
    }

    void resumed(Channel<?> channel) {
        resumed.log(line -> about(line, channel));
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, Channel<?> channel) {
        return line.addKeyValue("addr", Log.addr(channel.address())).addKeyValue("clients", registry.size());
    }
}
