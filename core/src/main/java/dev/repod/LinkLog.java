package dev.repod;

import dev.repod.internal.session.LinkEvents;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The events of a server's links in the log. Anyone can knock and break the protocol as often as he can connect: lines of each sort
 * are bounded for the whole server. Confined to the I/O thread.
 */
final class LinkLog implements LinkEvents {
    private final Line refused;
    private final Line broken;

    LinkLog(LongSupplier nanoTime) {
        this.refused = new Line("connection_refused", nanoTime);
        this.broken = new Line("peer_broken", nanoTime);
    }

    @Override
    public void onRefused(InetSocketAddress peer, CloseReason reason) {
        refused.log(peer, line -> about(line, reason));
    }

    @Override
    public void onBroken(InetSocketAddress peer, CloseReason reason) {
        broken.log(peer, line -> about(line, reason));
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, CloseReason reason) {
        return line.addKeyValue("reason", reason.kind()).addKeyValue("error", Printable.of(reason.text()));
    }

    /** Lines of one sort. */
    private static final class Line {
        private static final int BURST = 20;
        private static final int PER_SECOND = 5;

        private final String event;
        private final LongSupplier nanoTime;
        private final RateGate gate;

        Line(String event, LongSupplier nanoTime) {
            this.event = event;
            this.nanoTime = nanoTime;
            this.gate = new RateGate(BURST, PER_SECOND, nanoTime.getAsLong());
        }

        void log(InetSocketAddress peer, UnaryOperator<LoggingEventBuilder> about) {
            if (gate.tryPass(nanoTime.getAsLong())) {
                LoggingEventBuilder line = Log.leftOut(Log.SERVER.atWarn(), gate.takeHeldBack());
                about.apply(line.addKeyValue("addr", Log.addr(peer))).log(event);
            }
        }
    }
}
