package dev.repod;

import org.slf4j.spi.LoggingEventBuilder;

/** Shows in the log what a connection did last that ended because of a fault. Confined to the thread of the callbacks. */
final class FlightLog {
    private static final int BURST = 20;
    private static final int PER_SECOND = 5;

    /** Each is a long line; anyone can break the protocol, and a network that fails takes all of its clients at once. */
    private final RateGate gate;

    FlightLog(long nowNanos) {
        this.gate = new RateGate(BURST, PER_SECOND, nowNanos);
    }

    /** A connection has ended. That a link is lost happens every day: it is a line for whoever looks for it. */
    void ended(Channel<?> channel, CloseReason reason, long nowNanos) {
        switch (reason.kind()) {
            case PROTOCOL_ERROR, LIMIT, SLOW_CONSUMER, TIMED_OUT -> {
                if (Log.SERVER.isInfoEnabled() && gate.tryPass(nowNanos)) {
                    show(Log.leftOut(Log.SERVER.atInfo(), gate.takeHeldBack()), channel, reason);
                }
            }
            case LOST -> {
                if (Log.SERVER.isDebugEnabled()) {
                    show(Log.SERVER.atDebug(), channel, reason);
                }
            }
            default -> {}
        }
    }

    private static void show(LoggingEventBuilder line, Channel<?> channel, CloseReason reason) {
        line.addKeyValue("addr", Log.addr(channel.address()))
                .addKeyValue("reason", reason.kind())
                .addKeyValue("frames", channel.flightRecord().inOneLine())
                .log("flight_record");
    }
}
