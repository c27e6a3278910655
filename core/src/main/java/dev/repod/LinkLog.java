package dev.repod;

import dev.repod.internal.limit.LinkEvents;
import dev.repod.internal.limit.TooFast;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The events of a server's links in the log. Anyone can knock and break the protocol as often as he can connect: lines of each sort
 * are bounded for the whole server. Confined to the I/O thread.
 */
final class LinkLog implements LinkEvents {
    private final GatedLine refused;
    private final GatedLine broken;
    private final GatedLine warned;
    private final GatedLine exceeded;

    LinkLog(LongSupplier nanoTime) {
        this.refused = GatedLine.aboutStrangers("connection_refused", Level.WARN, nanoTime);
        this.broken = GatedLine.aboutStrangers("peer_broken", Level.WARN, nanoTime);
        this.warned = GatedLine.aboutStrangers("rate_warning", Level.WARN, nanoTime);
        this.exceeded = GatedLine.aboutStrangers("rate_exceeded", Level.WARN, nanoTime);
    }

    @Override
    public void onRefused(InetSocketAddress peer, CloseReason reason) {
        refused.log(line -> about(line, peer, reason));
    }

    @Override
    public void onBroken(InetSocketAddress peer, CloseReason reason) {
        broken.log(line -> about(line, peer, reason));
    }

    @Override
    public void onTooFast(InetSocketAddress peer, TooFast what) {
        if (what.isDryRun()) {
            exceeded.log(line -> about(line, peer, what)
                    .addKeyValue("would", what.step().name().toLowerCase(Locale.ROOT)));
        } else if (what.step() == TooFast.Step.WARN) {
            warned.log(line -> about(line, peer, what));
        }
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, InetSocketAddress peer, TooFast what) {
        return line.addKeyValue("addr", Log.addr(peer))
                .addKeyValue("rule", what.limit())
                .addKeyValue("allowed", what.allowed())
                .addKeyValue("seen", what.seen());
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, InetSocketAddress peer, CloseReason reason) {
        return line.addKeyValue("addr", Log.addr(peer))
                .addKeyValue("reason", reason.kind())
                .addKeyValue("error", Printable.of(reason.text()));
    }
}
