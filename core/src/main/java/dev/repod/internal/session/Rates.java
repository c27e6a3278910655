package dev.repod.internal.session;

import dev.repod.internal.session.TooFast.Step;
import dev.repod.internal.wire.BrokenPeerException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How fast one client sends, on one link or, with a session, on several, one after the other. Its buckets are filled once a batch
 * of input, so that a message costs two subtractions.
 */
final class Rates {
    private final RateMeter messages;
    private final RateMeter bytes;
    private final boolean dryRun;
    private boolean paused;
    private long pausedNanos;

    Rates(RateRules rules, long nowNanos) {
        this.messages = new RateMeter(rules.messages(), nowNanos);
        this.bytes = new RateMeter(rules.bytes(), nowNanos);
        this.dryRun = rules.dryRun();
    }

    /** One frame came. True where it passes by far; otherwise it is to be judged. */
    boolean passes(int frameBytes, long nowNanos, Pulse pulse) {
        if (nowNanos != messages.filledNanos()) {
            pulse.beat(nowNanos);
            fill(nowNanos, pulse.unreadSince(messages.filledNanos()));
        }
        if (messages.isPlenty(1) && bytes.isPlenty(frameBytes)) {
            messages.take(1);
            bytes.take(frameBytes);
            return true;
        }
        return false;
    }

    private void fill(long nowNanos, long unreadNanos) {
        messages.fill(nowNanos, unreadNanos);
        bytes.fill(nowNanos, unreadNanos);
    }

    /**
     * Whether that frame passes nevertheless.
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
