package dev.repod.testkit;

import dev.repod.ConnectionError.Kind;
import dev.repod.internal.transport.Acceptor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The lab's one machine: its ports, its names, and the system that all its processes share. */
final class Machine {
    private static final int FIRST_PICKED_PORT = 30_000;
    private static final int FIRST_CLIENT_PORT = 50_000;
    private static final int LAST_PORT = 65_535;

    private final Timeline timeline;
    private final long seed;
    private final RandomGenerator cuts;
    private final RandomGenerator jitter;
    private final Hosts hosts = new Hosts();
    private final Map<Integer, MemoryListener> listeners = new HashMap<>();
    private final List<Consumer<LabLink>> linkHooks = new ArrayList<>();
    private Conditions conditions = Conditions.standard();
    private int lastClientPort = FIRST_CLIENT_PORT - 1;

    /** A machine on which nothing runs yet. How streams are cut and how long they take, disturbs nothing else. */
    Machine(Timeline timeline, long seed, SplittableRandom random) {
        this.timeline = timeline;
        this.seed = seed;
        this.cuts = random.split();
        this.jitter = random.split();
    }

    Timeline timeline() {
        return timeline;
    }

    long seed() {
        return seed;
    }

    /** Chooses where the stream of bytes is cut. */
    RandomGenerator cuts() {
        return cuts;
    }

    /** A part of a time, chosen by chance; none is drawn where there is none to choose. */
    long upTo(long nanos) {
        return nanos == 0 ? 0 : jitter.nextLong(nanos + 1);
    }

    void setConditions(Conditions newConditions) {
        conditions = newConditions;
    }

    /** What holds for that which the one sends to the other. */
    Conditions conditions(LabProcess from, LabProcess to) {
        return from.conditionsOr(to.conditionsOr(conditions));
    }

    void addLinkHook(Consumer<LabLink> hook) {
        linkHooks.add(hook);
    }

    // ---- ports

    MemoryListener listen(VirtualLoop loop, String host, int port, Acceptor acceptor) throws BindException {
        int bound = port == 0 ? freePort() : port;
        if (listeners.containsKey(bound)) {
            throw new BindException("Address already in use");
        }
        InetSocketAddress address = new InetSocketAddress(hosts.bind(host), bound);
        MemoryListener listener =
                new MemoryListener(loop, address, acceptor, closed -> listeners.remove(bound, closed));
        listeners.put(bound, listener);
        return listener;
    }

    private int freePort() throws BindException {
        for (int port = FIRST_PICKED_PORT; port < FIRST_CLIENT_PORT; port++) {
            if (!listeners.containsKey(port)) {
                return port;
            }
        }
        throw new BindException("Cannot assign requested address");
    }

    private int nextClientPort() {
        lastClientPort = lastClientPort == LAST_PORT ? FIRST_CLIENT_PORT : lastClientPort + 1;
        return lastClientPort;
    }

    /** Nothing of that process listens any more. */
    void closeListenersOf(LabProcess process) {
        List.copyOf(listeners.values()).stream()
                .filter(listener -> listener.process() == process)
                .forEach(MemoryListener::close);
    }

    // ---- connecting

    void connect(ConnectAttempt attempt, String host) {
        attempt.begin();
        if (hosts.knows(host)) {
            timeline.afterBySystem(oneWayNanos(attempt.process(), attempt.process()), () -> knock(attempt));
        } else {
            attempt.loop().execute(() -> attempt.fail(Kind.UNKNOWN_HOST, host));
        }
    }

    private long oneWayNanos(LabProcess from, LabProcess to) {
        Conditions between = conditions(from, to);
        return between.latencyNanos() + upTo(between.jitterNanos());
    }

    /** The attempt has reached the server's machine; what it finds there is known to the client one way later. */
    private void knock(ConnectAttempt attempt) {
        if (attempt.isOver() || attempt.process().isKilled()) {
            return;
        }
        MemoryListener listener = listeners.get(attempt.port());
        LabProcess answering = listener == null ? attempt.process() : listener.process();
        if (attempt.process().isUnplugged() || answering.isUnplugged()) {
            timeline.afterBySystem(attempt.nextRepeatNanos(), () -> knock(attempt));
        } else if (listener == null) {
            long backNanos = oneWayNanos(answering, answering);
            timeline.after(backNanos, attempt.loop(), () -> attempt.fail(Kind.REFUSED, "nothing listens there"));
        } else {
            connect(attempt, listener);
        }
    }

    private void connect(ConnectAttempt attempt, MemoryListener listener) {
        InetSocketAddress clientAddress = new InetSocketAddress(hosts.loopback(), nextClientPort());
        MemoryLink serverEnd = new MemoryLink(this, listener.loop(), clientAddress);
        MemoryLink clientEnd = new MemoryLink(this, attempt.loop(), listener.address());
        Connection.join(this, clientEnd, serverEnd);
        attempt.found(clientEnd);
        long backNanos = oneWayNanos(listener.process(), attempt.process());
        timeline.afterBySystem(backNanos, () -> answer(attempt, clientEnd, listener.process()));
        listener.arrived(serverEnd);
        linkHooks.forEach(hook -> hook.accept(clientEnd.view()));
    }

    private void answer(ConnectAttempt attempt, MemoryLink clientEnd, LabProcess answering) {
        if (attempt.process().isUnplugged() || answering.isUnplugged()) {
            if (!attempt.isOver()) {
                timeline.afterBySystem(attempt.nextRepeatNanos(), () -> answer(attempt, clientEnd, answering));
            }
        } else {
            attempt.loop().playNow(() -> attempt.succeed(clientEnd));
        }
    }
}
