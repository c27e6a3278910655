package dev.repod;

import java.net.InetSocketAddress;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of a server's life in the log. Confined to the thread of the callbacks. */
final class ServerLog {
    private static final int FLIGHT_BURST = 20;
    private static final int FLIGHTS_PER_SECOND = 5;

    private final ChannelRegistry<?> registry;

    /** Each is a long line, and a network that fails takes all of its clients at once. */
    private final RateGate flights;

    ServerLog(ChannelRegistry<?> registry, long nowNanos) {
        this.registry = registry;
        this.flights = new RateGate(FLIGHT_BURST, FLIGHTS_PER_SECOND, nowNanos);
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
        flight(channel, reason, nowNanos);
        about(Log.SERVER.atInfo(), channel).addKeyValue("reason", reason.kind()).log("client_disconnected");
    }

    /** What a connection did last that ended because of a fault. Links are lost every day: that is one line for whoever looks. */
    private void flight(Channel<?> channel, CloseReason reason, long nowNanos) {
        switch (reason.kind()) {
            case PROTOCOL_ERROR, LIMIT, SLOW_CONSUMER, TIMED_OUT -> {
                if (Log.SERVER.isInfoEnabled() && flights.tryPass(nowNanos)) {
                    flight(Log.leftOut(Log.SERVER.atInfo(), flights.takeHeldBack()), channel, reason);
                }
            }
            case LOST -> {
                if (Log.SERVER.isDebugEnabled()) {
                    flight(Log.SERVER.atDebug(), channel, reason);
                }
            }
            default -> {}
        }
    }

    private static void flight(LoggingEventBuilder line, Channel<?> channel, CloseReason reason) {
        line.addKeyValue("addr", Log.addr(channel.address()))
                .addKeyValue("reason", reason.kind())
                .addKeyValue("frames", channel.flightRecord().inOneLine())
                .log("flight_record");
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
