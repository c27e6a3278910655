package dev.repod.internal.session;

import dev.repod.internal.session.TooFast.Step;
import dev.repod.internal.wire.BrokenPeerException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How fast one client sends, on one link or, with a session, on several, one after the other. What may pass without another thought
 * is lent from the buckets in one piece, so that a message mostly costs two subtractions.
 */
final class Rates {
    /** For so long what was lent counts without a look at what time has earned: far below any burst. */
    private static final long FRESH_NANOS = 5_000_000;

    private final RateMeter messages;
    private final RateMeter bytes;
    private final boolean dryRun;

    /** What is lent, and not used yet. */
    private long freeMessages;

    private long freeBytes;
    private long lentMessages;
    private long lentBytes;
    private long filledNanos;
    private boolean paused;
    private long pausedNanos;

    Rates(RateRules rules, long nowNanos) {
        this.messages = new RateMeter(rules.messages(), nowNanos);
        this.bytes = new RateMeter(rules.bytes(), nowNanos);
        this.dryRun = rules.dryRun();
        this.filledNanos = nowNanos;
    }

    /** One frame came. True where it passes by far; otherwise it is to be judged. */
    boolean passes(int frameBytes, long nowNanos, Pulse pulse) {
        if (freeMessages > 0 && frameBytes <= freeBytes && nowNanos - filledNanos < FRESH_NANOS) {
            freeMessages--;
            freeBytes -= frameBytes;
            return true;
        }
        return passesOnceFilled(frameBytes, nowNanos, pulse);
    }

    private boolean passesOnceFilled(int frameBytes, long nowNanos, Pulse pulse) {
        pulse.beat(nowNanos);
        fill(nowNanos, pulse.unreadSince(filledNanos));
        if (!messages.isPlenty(1) || !bytes.isPlenty(frameBytes)) {
            return false;
        }
        lentMessages = messages.plenty();
        lentBytes = bytes.plenty();
        freeMessages = lentMessages - 1;
        freeBytes = lentBytes - frameBytes;
        return true;
    }

    private void fill(long nowNanos, long unreadNanos) {
        takeBack();
        messages.fill(nowNanos, unreadNanos);
        bytes.fill(nowNanos, unreadNanos);
        filledNanos = nowNanos;
    }

    /** The buckets are as they are again, without what was used. */
    private void takeBack() {
        messages.take(lentMessages - freeMessages);
        bytes.take(lentBytes - freeBytes);
        lentMessages = 0;
        lentBytes = 0;
        freeMessages = 0;
        freeBytes = 0;
    }

    /**
     * Whether a frame of which that was denied passes nevertheless.
     *
     * @param told is told of a step where one follows from it
     * @throws BrokenPeerException if the client has to be closed
     */
    boolean judge(int frameBytes, Consumer<TooFast> told) {
        boolean passes = !messages.isEmpty() && !bytes.isEmpty();
        if (passes) {
            messages.take(1);
            bytes.take(frameBytes);
        } else {
            spill(messages, 1);
            spill(bytes, frameBytes);
        }
        follow(messages, told);
        follow(bytes, told);
        return passes || dryRun;
    }

    private static void spill(RateMeter meter, long tokens) {
        if (meter.isEmpty()) {
            meter.spill(tokens);
        }
    }

    private void follow(RateMeter meter, Consumer<TooFast> told) {
        @Nullable Step step = meter.nextStep();
        if (step == null) {
            return;
        }
        RateRule rule = meter.rule();
        if (step == Step.CLOSE && !dryRun) {
            throw BrokenPeerException.overLimit(rule.name(), rule.allowed(), meter.seenPerSecond());
        }
        told.accept(new TooFast(rule.name(), step, rule.allowed(), meter.seenPerSecond(), rule.text(), dryRun));
    }

    /** The link is not read, or is read again. What its peer sent meanwhile is waiting. */
    void setReading(boolean reading, long nowNanos) {
        if (reading && paused) {
            fill(nowNanos, nowNanos - pausedNanos);
        }
        paused = !reading;
        pausedNanos = nowNanos;
    }
}
