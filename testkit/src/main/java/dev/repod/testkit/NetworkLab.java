package dev.repod.testkit;

import dev.repod.internal.transport.Networks;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network in memory and in virtual time, on which unmodified servers and clients run: what is made inside {@link #open}
 * stands on it. Time passes only when the test says so, hours of it in an instant, and everything comes from the seed: two
 * runs of the same test with the same seed are the same to the last byte.
 *
 * <pre>{@code
 * NetworkLab lab = NetworkLab.seeded(1);
 * Game game = lab.open(() -> new Game(ServerOptions.standard()));
 * RecordingListener player = lab.open(RecordingListener::new);
 * game.start();
 * player.connect("localhost", game.address().getPort());
 * lab.runUntil(() -> player.pump() > 0, Duration.ofSeconds(1));
 * player.expect(Event.Connected.class);
 * }</pre>
 *
 * <p>The lab is one machine: every server has a port of it, and {@code localhost} and the names that servers bind to are the
 * only hosts there are. Bytes take 1 ms to the other side unless {@link #conditions} says otherwise, and arrive in pieces that
 * the seed chooses, as they may on a real network. What one {@link #open} makes is a process of its own on that machine, and
 * {@link #process} lets it freeze, die or lose its cable; {@link LabProcess#links} and {@link #onLink} give its connections,
 * to be cut, held up or silenced.
 *
 * <p>Nobody listens in on a lab: servers and clients with TLS in their options play there without it, and no certificate is checked.
 *
 * <p>One thread does everything, the one that made the lab: it plays the callbacks of all servers inside {@link #advance},
 * {@link #runUntil} and whatever blocks, such as {@code stop()}, which plays until it is done. Clients are pumped by the test,
 * as a game pumps them. Called by a callback, {@link #advance} stalls that callback's server: time passes for everybody
 * else.
 */
public final class NetworkLab {
    private final long seed;
    private final long originNanos;
    private final Timeline timeline;
    private final Machine machine;
    private final SplittableRandom processSeeds;
    private final SplittableRandom testRandom;
    private final LabProcess outside;
    private final IdentityHashMap<Object, LabProcess> processes = new IdentityHashMap<>();
    private final ManualTime time;

    private NetworkLab(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        originNanos = random.nextLong();
        timeline = new Timeline(originNanos);
        machine = new Machine(timeline, seed, random.split());
        processSeeds = random.split();
        testRandom = random.split();
        outside = newProcess();
        time = ManualTime.ofLab(originNanos, () -> timeline.nowNanos() - originNanos);
    }

    private LabProcess newProcess() {
        return new LabProcess(machine, processSeeds.split());
    }

    /**
     * A lab in which nothing has happened yet.
     *
     * @param seed where chance comes from: how bytes are cut and how long they take, and every number that a server or
     *     client draws
     * @return a lab of the calling thread's
     */
    public static NetworkLab seeded(long seed) {
        return new NetworkLab(seed);
    }

    /**
     * Where this lab's chance comes from.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * Chance for the test itself, from the lab's seed: which link to cut, and when. What it draws disturbs nothing else.
     *
     * @return always the same one
     */
    public RandomGenerator random() {
        return testRandom;
    }

    /**
     * Makes servers and clients that stand on this lab, instead of on the real network. All that one call makes is one
     * process: it shares its loop for clients and draws from the same numbers, and {@link #process} freezes or kills it as a
     * whole. What a callback makes while the lab plays, without this method, stands on the process whose code it is.
     *
     * @param <T> what is made
     * @param maker makes it; called once, at once
     * @return what the maker gave
     */
    public <T> T open(Supplier<T> maker) {
        LabProcess process = newProcess();
        T opened = Networks.using(process.network(), maker);
        if (opened != null) {
            processes.putIfAbsent(opened, process);
        }
        return opened;
    }

    /**
     * The process of something that was opened.
     *
     * @param opened what {@link #open} answered, the very same object
     * @return its process
     * @throws IllegalArgumentException if this lab's {@code open} has not answered that
     */
    public LabProcess process(Object opened) {
        @Nullable LabProcess process = processes.get(opened);
        if (process == null) {
            throw new IllegalArgumentException("this lab has not opened " + opened);
        }
        return process;
    }

    /**
     * Says how good the network is, both ways, for everything that is sent from now on, on connections that are there and on
     * those that will be made. A process that has conditions of its own keeps them.
     *
     * @param conditions {@link Conditions#standard} by default
     */
    public void conditions(Conditions conditions) {
        machine.setConditions(conditions);
    }

    /**
     * Is told of each connection at the moment it is made, before any byte is under way: the place for faults that hit it from
     * the first byte on. Several are told in the order in which they were added.
     *
     * @param hook is given the connection, seen from the end that connects
     */
    public void onLink(Consumer<LabLink> hook) {
        machine.addLinkHook(hook);
    }

    /**
     * Lets time pass, and everything happen that happens in it. What a callback throws out of here has the seed with it, as a
     * suppressed exception.
     *
     * @param time how much, zero or more; with zero, what is due already still happens
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException on another thread than the one that made the lab
     */
    public void advance(Duration time) {
        long untilNanos = timeline.nowNanos() + nanos(time);
        SeedNote.onFailure(seed, () -> playUntil(untilNanos));
    }

    private void playUntil(long untilNanos) {
        boolean more = true;
        while (more) {
            more = timeline.playNext(untilNanos);
        }
        timeline.moveClock(untilNanos);
    }

    /**
     * Lets time pass until something has come about.
     *
     * @param condition looked at before anything happens, after each thing that does, and when the time is over; it may pump
     *     clients
     * @param atMost how much time it may take, zero or more
     * @throws AssertionError if it has not come about by then
     * @throws IllegalArgumentException if the time is negative
     * @throws IllegalStateException on another thread than the one that made the lab
     */
    public void runUntil(BooleanSupplier condition, Duration atMost) {
        long untilNanos = timeline.nowNanos() + nanos(atMost);
        SeedNote.onFailure(seed, () -> playUntil(condition, untilNanos, atMost));
    }

    private void playUntil(BooleanSupplier condition, long untilNanos, Duration atMost) {
        while (!condition.getAsBoolean()) {
            if (!timeline.playNext(untilNanos)) {
                timeline.moveClock(untilNanos);
                expectAtLast(condition, atMost);
                return;
            }
        }
    }

    /** Nothing more happens in that time, but that it is over may be what was waited for. */
    private void expectAtLast(BooleanSupplier condition, Duration atMost) {
        if (!condition.getAsBoolean()) {
            throw new AssertionError(
                    "what was waited for has not come about within " + atMost + " (seed " + seed + ")");
        }
    }

    private static long nanos(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + time);
        }
        return time.toNanos();
    }

    /**
     * The lab's clock, which every server and client on it goes by. Its origin is arbitrary, as that of {@link
     * System#nanoTime} is.
     *
     * @return nanoseconds; only differences have a meaning
     */
    public long nanoTime() {
        return timeline.nowNanos();
    }

    /**
     * The time that has passed in the lab.
     *
     * @return zero at first
     */
    public Duration elapsed() {
        return Duration.ofNanos(timeline.nowNanos() - originNanos);
    }

    /**
     * The same clock as an argument for the game's own code, with a date and as a {@link java.time.Clock}.
     *
     * @return the lab's time, which only {@link #advance} and its like move
     */
    public ManualTime time() {
        return time;
    }

    /** For the package's tests: what plays the part of a peer that is none of this library's. */
    MemoryNetwork network() {
        return outside.network();
    }
}
