package dev.repod.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What was made by one {@link NetworkLab#open}: a program of its own on the lab's machine, which can be frozen, killed and cut
 * off without the others. It has its own loops and its own chance.
 *
 * <p>Only the loops are the lab's to hold up. What the test itself calls, {@code pump()} say, runs whenever it is called: a
 * test that freezes or kills a client stops pumping it.
 *
 * <p>For the lab's thread alone: any method may be called by the test, by a callback, and by one of the process itself.
 */
public final class LabProcess {
    private final Machine machine;
    private final MemoryNetwork network;
    private final List<VirtualLoop> loops = new ArrayList<>();
    private final Set<MemoryLink> links = new LinkedHashSet<>();
    private final Until frozen;
    private final Until unplugged;
    private @Nullable Conditions ownConditions;
    private boolean killed;

    LabProcess(Machine machine, RandomGenerator random) {
        this.machine = machine;
        this.network = new MemoryNetwork(machine, this, random);
        this.frozen = new Until(machine.timeline(), () -> List.copyOf(loops).forEach(VirtualLoop::resume));
        this.unplugged = new Until(machine.timeline(), this::tellLinks);
    }

    /**
     * Stops the process, as SIGSTOP does: its loops do nothing until {@link #thaw}. The system goes on to accept connections
     * and bytes for it, as many as fit into the window of a connection, 256 KiB. A callback of the process itself still
     * comes to its end.
     */
    public void freeze() {
        frozen.begin();
    }

    /**
     * Stops the process, for a time: it then runs on by itself. What was said before about how long it is frozen, does not
     * count any more.
     *
     * @param time zero or more
     * @throws IllegalArgumentException if negative
     */
    public void freeze(Duration time) {
        frozen.beginFor(Durations.notNegative("time", time));
    }

    /** Lets a frozen process run on: what was due meanwhile happens now, in its order. To the process, time has jumped. */
    public void thaw() {
        frozen.end();
    }

    /**
     * Whether the process is frozen.
     *
     * @return whether its loops do nothing for now
     */
    public boolean isFrozen() {
        return frozen.isTrue();
    }

    /**
     * Ends the process, as SIGKILL does: no loop of it ever does anything again, except that a callback which calls this comes
     * to its end. The system closes what it leaves: peers find their connections ended, or reset where something lay unread,
     * and its ports are free. What the process had not got out of its own memory is lost. There is no way back: open the
     * next one. To wait for something of a killed process, as its {@code stop()} does, is an {@link IllegalStateException}.
     */
    public void kill() {
        if (!killed) {
            killed = true;
            machine.closeListenersOf(this);
            List.copyOf(links).forEach(MemoryLink::close);
        }
    }

    /**
     * Whether the process was killed.
     *
     * @return whether it runs no more
     */
    public boolean isKilled() {
        return killed;
    }

    /**
     * Pulls the cable: nothing goes in or out on any connection of the process, those to itself included, and nobody is told.
     * Attempts to connect from it or to it end with {@code TIMED_OUT} at their deadline, or succeed later if it is plugged in
     * in time. A connection on which something that was sent stays unacknowledged for 30 seconds fails at that end, as by
     * {@code TCP_USER_TIMEOUT}.
     */
    public void unplug() {
        unplugged.begin();
        tellLinks();
    }

    /**
     * Pulls the cable for a time. What was said before about how long it is unplugged, does not count any more.
     *
     * @param time zero or more
     * @throws IllegalArgumentException if negative
     */
    public void unplug(Duration time) {
        unplugged.beginFor(Durations.notNegative("time", time));
        tellLinks();
    }

    /** Plugs the cable in again: on connections that still live, what was under way is sent again and arrives. */
    public void plugIn() {
        unplugged.end();
    }

    /**
     * Whether the cable is pulled.
     *
     * @return whether nothing goes in or out for now
     */
    public boolean isUnplugged() {
        return unplugged.isTrue();
    }

    private void tellLinks() {
        List.copyOf(links).forEach(link -> link.connection().plugged());
    }

    /**
     * The connections of the process that are open at its end.
     *
     * @return a copy, the oldest first
     */
    public List<LabLink> links() {
        return links.stream()
                .filter(link -> !link.isClosed())
                .map(MemoryLink::view)
                .toList();
    }

    /**
     * Gives the connections of this process conditions of their own, both ways, in place of the lab's. They hold for what is
     * sent from now on. Between two processes that both have some, each way goes by those of the sender.
     *
     * @param conditions the conditions
     */
    public void conditions(Conditions conditions) {
        ownConditions = conditions;
    }

    Conditions conditionsOr(Conditions others) {
        return ownConditions == null ? others : ownConditions;
    }

    MemoryNetwork network() {
        return network;
    }

    void add(VirtualLoop loop) {
        loops.add(loop);
    }

    void forget(VirtualLoop loop) {
        loops.remove(loop);
    }

    void add(MemoryLink link) {
        links.add(link);
    }

    void forget(MemoryLink link) {
        links.remove(link);
    }
}
