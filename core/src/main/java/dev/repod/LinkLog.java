package dev.repod;

import dev.repod.internal.session.LinkEvents;
import dev.repod.internal.session.TooFast;
import java.net.InetSocketAddress;
import java.util.Locale;
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
    private final Line warned;
    private final Line exceeded;

    LinkLog(LongSupplier nanoTime) {
        this.refused = new Line("connection_refused", nanoTime);
        this.broken = new Line("peer_broken", nanoTime);
        this.warned = new Line("rate_warning", nanoTime);
        this.exceeded = new Line("rate_exceeded", nanoTime);
    }

    @Override
    public void onRefused(InetSocketAddress peer, CloseReason reason) {
        refused.log(peer, line -> about(line, reason));
    }

    @Override
    public void onBroken(InetSocketAddress peer, CloseReason reason) {
        broken.log(peer, line -> about(line, reason));
    }

    @Override
    public void onTooFast(InetSocketAddress peer, TooFast what) {
        if (what.isDryRun()) {
            exceeded.log(
                    peer,
                    line -> about(line, what)
                            .addKeyValue("would", what.step().name().toLowerCase(Locale.ROOT)));
        } else if (what.step() == TooFast.Step.WARN) {
            warned.log(peer, line -> about(line, what));
        }
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, TooFast what) {
        return line.addKeyValue("rule", what.limit())
                .addKeyValue("allowed", what.allowed())
                .addKeyValue("seen", what.seen());
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
