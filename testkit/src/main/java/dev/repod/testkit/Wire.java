package dev.repod.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One way between two ends. What is sent arrives in the same order, later; a fault holds it up or swallows it. The system
 * plays it, so that no busy or frozen loop is in its way.
 */
final class Wire {
    private final Machine machine;
    private final Timeline timeline;
    private final MemoryLink from;
    private final MemoryLink to;
    private final Deque<Packet> underWay = new ArrayDeque<>();
    private final Runnable arrival = this::arrive;

    private @Nullable TimedTask nextArrival;
    private long lastSentNanos;
    private int stalls;
    private boolean swallows;

    Wire(Machine machine, MemoryLink from, MemoryLink to) {
        this.machine = machine;
        this.timeline = machine.timeline();
        this.lastSentNanos = timeline.nowNanos();
        this.from = from;
        this.to = to;
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Whether something that is sent now would not arrive in its time, if ever. */
    boolean isImpaired() {
        return swallows || isHeld();
    }

    private boolean isHeld() {
        return stalls > 0 || isUnplugged();
    }

    private boolean isUnplugged() {
        return from.process().isUnplugged() || to.process().isUnplugged();
    }

    void send(Packet packet) {
        if (swallows || (packet.kind() == Packet.Kind.RESET && isUnplugged())) {
            return;
        }
        packet.setDueNanos(dueNanos(packet));
        underWay.add(packet);
        expectNext();
    }

    /** When it would arrive, were nothing in front of it: the order is TCP's, so it waits for what was sent before. */
    private long dueNanos(Packet packet) {
        Conditions conditions = conditions();
        lastSentNanos = later(timeline.nowNanos(), lastSentNanos) + conditions.sendingNanos(packet.sentBytes());
        return lastSentNanos + conditions.latencyNanos() + machine.upTo(conditions.jitterNanos());
    }

    private Conditions conditions() {
        return machine.conditions(from.process(), to.process());
    }

    private static long later(long aNanos, long bNanos) {
        return aNanos - bNanos >= 0 ? aNanos : bNanos;
    }

    private void expectNext() {
        Packet next = underWay.peek();
        if (next != null && nextArrival == null && !isHeld()) {
            nextArrival = timeline.afterBySystem(next.dueNanos() - timeline.nowNanos(), arrival);
        }
    }

    /** All that is due comes in; only then does the receiver's loop look at it, which may do anything to this wire. */
    private void arrive() {
        nextArrival = null;
        if (isHeld()) {
            return;
        }
        long nowNanos = timeline.nowNanos();
        for (Packet next = underWay.peek(); isDue(next, nowNanos); next = underWay.peek()) {
            underWay.remove();
            to.takeIn(next);
        }
        expectNext();
        to.look();
        forgetEndsIfOver();
    }

    private static boolean isDue(@Nullable Packet packet, long nowNanos) {
        return packet != null && packet.dueNanos() - nowNanos <= 0;
    }

    private void forgetEndsIfOver() {
        if (underWay.isEmpty()) {
            from.forgetIfOver();
            to.forgetIfOver();
        }
    }

    // ---- faults

    /** Holds everything up until {@link #endStall}. */
    void beginStall() {
        stalls++;
        from.watchOutput();
    }

    void endStall() {
        stalls--;
        resume(0);
    }

    /** A cable was pulled or plugged in; the processes know. */
    void plugged() {
        if (isUnplugged()) {
            underWay.removeIf(packet -> packet.kind() == Packet.Kind.RESET);
            from.watchOutput();
        } else {
            resume(conditions().latencyNanos());
        }
    }

    /** What was held up and would have arrived long ago, comes after the delay. */
    private void resume(long delayNanos) {
        if (isHeld()) {
            return;
        }
        from.unwatchOutputs();
        long earliestNanos = timeline.nowNanos() + delayNanos;
        for (Packet packet : underWay) {
            packet.setDueNanos(later(packet.dueNanos(), earliestNanos));
        }
        if (nextArrival != null) {
            nextArrival.cancel();
            nextArrival = null;
        }
        expectNext();
    }

    /** Swallows everything from now on. */
    void swallow() {
        swallows = true;
        from.watchOutput();
        drop();
    }

    boolean hasUnacknowledged() {
        return underWay.stream().anyMatch(Packet::isAcknowledged);
    }

    /** What is under way never arrives. */
    void drop() {
        underWay.clear();
        forgetEndsIfOver();
    }
}
