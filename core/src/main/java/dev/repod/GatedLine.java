package dev.repod;

import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Lines of one sort in a server's log of which those who come decide how many there are: so many at once, and so many a second, for all
 * of them together; the next one says how many were left out. Confined to one thread.
 */
final class GatedLine {
    private static final int STRANGERS_BURST = 20;
    private static final int STRANGERS_PER_SECOND = 5;

    /** A thousand may come back at once after a cut. */
    private static final int PLAYERS_BURST = 1000;

    private static final int PLAYERS_PER_SECOND = 20;

    private final String event;
    private final Level level;
    private final LongSupplier nanoTime;
    private final RateGate gate;

    private GatedLine(String event, Level level, int burst, int perSecond, LongSupplier nanoTime) {
        this.event = event;
        this.level = level;
        this.nanoTime = nanoTime;
        this.gate = new RateGate(burst, perSecond, nanoTime.getAsLong());
    }

    /** About what is wrong with somebody, who may be nobody's player. */
    static GatedLine aboutStrangers(String event, Level level, LongSupplier nanoTime) {
        return new GatedLine(event, level, STRANGERS_BURST, STRANGERS_PER_SECOND, nanoTime);
    }

    /** About players who come and go, which anybody may who connects. */
    static GatedLine aboutPlayers(String event, LongSupplier nanoTime) {
        return new GatedLine(event, Level.INFO, PLAYERS_BURST, PLAYERS_PER_SECOND, nanoTime);
    }

    void log(UnaryOperator<LoggingEventBuilder> about) {
        if (Log.SERVER.isEnabledForLevel(level) && gate.tryPass(nanoTime.getAsLong())) {
            about.apply(Log.leftOut(Log.SERVER.atLevel(level), gate.takeHeldBack()))
                    .log(event);
        }
    }
}
