package dev.repod;

import dev.repod.internal.transport.IoLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Finds the callbacks that hold everybody else up, and logs them by name. Confined to the thread of the callbacks.
 *
 * <p>A look at the clock takes as long as decoding half a message. Handlers of one read follow each other, so one began when the
 * one before it ended. And where one action comes again and again in one read, its handlers are timed {@value #MOST_TOGETHER} at
 * once, as long as all before them were quick. So the name is right whichever it was, and after a slow one each is timed alone.
 */
final class HandlerWatch {
    static final int MOST_TOGETHER = 8;

    /** After so many in a row that were quick, some may be timed together. */
    static final int QUICK_BEFORE = 1_000;

    /** So many times as long, and it would be slow. */
    private static final int QUICK_PART = 16;

    private final IoLoop loop;
    private final long slowNanos;

    /** Up to then everything is timed. */
    private long watchedNanos;

    private int quickInARow;

    /** How many handlers have returned since. */
    private int together;

    /** Theirs. */
    private String action = "";

    HandlerWatch(IoLoop loop, long slowNanos) {
        this.loop = loop;
        this.slowNanos = slowNanos;
        this.watchedNanos = loop.nanoTime();
    }

    /** A handler is about to run for a message that was read at that time. */
    void begin(String nextAction, long readNanos, ChannelBridge<?> bridge) {
        if (together > 0 && !nextAction.equals(action)) {
            time(bridge);
        }
        if (readNanos - watchedNanos > 0) {
            watchedNanos = readNanos;
        }
    }

    /**
     * It has returned.
     *
     * @param isInRead whether others may follow at once, and {@link #endRead} will
     */
    void end(String endedAction, boolean isInRead, ChannelBridge<?> bridge) {
        action = endedAction;
        together++;
        if (!isInRead || quickInARow < QUICK_BEFORE || together == MOST_TOGETHER) {
            time(bridge);
        }
    }

    /** There are no more messages of that read. */
    void endRead(ChannelBridge<?> bridge) {
        if (together > 0) {
            time(bridge);
        }
    }

    /** A callback that is no handler has returned. */
    void ran(String callback, long startedNanos, @Nullable ChannelBridge<?> bridge) {
        logIfSlow(callback, 1, loop.nanoTime() - startedNanos, bridge);
    }

    private void time(ChannelBridge<?> bridge) {
        long nowNanos = loop.nanoTime();
        long tookNanos = nowNanos - watchedNanos;
        watchedNanos = nowNanos;
        int handlers = together;
        together = 0;
        quickInARow = tookNanos < slowNanos / QUICK_PART ? Math.min(QUICK_BEFORE, quickInARow + handlers) : 0;
        logIfSlow(action, handlers, tookNanos, bridge);
    }

    private void logIfSlow(String name, int handlers, long tookNanos, @Nullable ChannelBridge<?> bridge) {
        if (tookNanos >= slowNanos) {
            LoggingEventBuilder line =
                    Log.SERVER.atWarn().addKeyValue("action", name).addKeyValue("millis", tookNanos / 1_000_000);
            if (handlers > 1) {
                line = line.addKeyValue("handlers", handlers);
            }
            if (bridge != null) {
                line = line.addKeyValue("addr", Log.addr(bridge.address()));
            }
            line.log("slow_handler");
        }
    }
}
