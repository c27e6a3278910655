package dev.repod;

import dev.repod.internal.transport.IoLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Finds the callbacks that hold everybody else up, and logs them by name. Confined to the thread of the callbacks.
 *
 * <p>A look at the clock takes as long as decoding half a message. Handlers of one read follow each other, so one began when the
 * one before it ended. And after {@value #QUICK_BEFORE} handlers in a row that took less than a sixteenth of what is slow, up to {@value
 * #MOST_TOGETHER} of one action that came in one read are timed together. So the name is right whichever it was.
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

    /** Where the last of them came from; null where none waits to be timed. */
    private @Nullable ChannelBridge<?> bridge;

    HandlerWatch(IoLoop loop, long slowNanos) {
        this.loop = loop;
        this.slowNanos = slowNanos;
        this.watchedNanos = loop.nanoTime();
    }

    /** What a handler takes is about to be made, and the handler to run, for a message that was read at that time. */
    void begin(String nextAction, long readNanos) {
        if (together > 0 && !nextAction.equals(action)) {
            time(loop.nanoTime());
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
    void end(String endedAction, boolean isInRead, ChannelBridge<?> endedBridge) {
        action = endedAction;
        bridge = endedBridge;
        together++;
        if (!isInRead || quickInARow < QUICK_BEFORE || together == MOST_TOGETHER) {
            time(loop.nanoTime());
        }
    }

    /** There are no more messages of that read. */
    void endRead() {
        if (together > 0) {
            time(loop.nanoTime());
        }
    }

    /** A callback that is no handler has returned. Its time is its own, also where it ran between two handlers. */
    void ran(String callback, long startedNanos, @Nullable ChannelBridge<?> itsBridge) {
        if (together > 0) {
            time(startedNanos);
        }
        watchedNanos = loop.nanoTime();
        logIfSlow(callback, 1, watchedNanos - startedNanos, itsBridge);
    }

    private void time(long nowNanos) {
        long tookNanos = nowNanos - watchedNanos;
        int handlers = together;
        @Nullable ChannelBridge<?> itsBridge = bridge;
        watchedNanos = nowNanos;
        together = 0;
        bridge = null;
        quickInARow = tookNanos < slowNanos / QUICK_PART ? Math.min(QUICK_BEFORE, quickInARow + handlers) : 0;
        logIfSlow(action, handlers, tookNanos, itsBridge);
    }

    private void logIfSlow(String name, int handlers, long tookNanos, @Nullable ChannelBridge<?> itsBridge) {
        if (tookNanos >= slowNanos) {
            LoggingEventBuilder line =
                    Log.SERVER.atWarn().addKeyValue("action", name).addKeyValue("millis", tookNanos / 1_000_000);
            if (handlers > 1) {
                line = line.addKeyValue("handlers", handlers);
            }
            if (itsBridge != null) {
                line = line.addKeyValue("addr", Log.addr(itsBridge.address()));
            }
            line.log("slow_handler");
        }
    }
}
