package dev.repod.testkit;

import dev.repod.internal.transport.Networks;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
 * only hosts there are. Bytes take 1 ms to the other side, and arrive in pieces that the seed chooses, as they may on a real
 * network.
 *
 * <p>One thread does everything, the one that made the lab: it plays the callbacks of all servers inside {@link #advance},
 * {@link #runUntil} and whatever blocks, such as {@code stop()}, which plays until it is done. Clients are pumped by the test,
 * as a game pumps them. Called by a callback, {@link #advance} stalls that callback's server: time passes for everybody
 * else.
 */
public final class NetworkLab {
    private final Timeline timeline;
    private final MemoryNetwork network;
    private final long originNanos;

    private NetworkLab(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        originNanos = random.nextLong();
        timeline = new Timeline(originNanos);
        network = new MemoryNetwork(timeline, random.split(), random.split());
    }

    /**
     * A lab in which nothing has happened yet.
     *
     * @param seed where chance comes from: how bytes are cut, and every number that a server or client draws
     * @return a lab of the calling thread's
     */
    public static NetworkLab seeded(long seed) {
        return new NetworkLab(seed);
    }

    /**
     * Makes servers and clients that stand on this lab, instead of on the real network.
     *
     * @param <T> what is made
     * @param maker makes it; called once, at once
     * @return what the maker gave
     */
    public <T> T open(Supplier<T> maker) {
        return Networks.using(network, maker);
    }

    /**
     * Lets time pass, and everything happen that happens in it.
     *
     * @param time how much, zero or more; with zero, what is due already still happens
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException on another thread than the one that made the lab
     */
    public void advance(Duration time) {
        long untilNanos = timeline.nowNanos() + nanos(time);
        boolean more = true;
        while (more) {
            more = playNext(untilNanos);
        }
        timeline.moveClock(untilNanos);
    }

    /**
     * Lets time pass until something has come about.
     *
     * @param condition looked at before anything happens, and after each thing that does; it may pump clients
     * @param atMost how much time it may take, zero or more
     * @throws AssertionError if it has not come about by then
     * @throws IllegalArgumentException if the time is negative
     * @throws IllegalStateException on another thread than the one that made the lab
     */
    public void runUntil(BooleanSupplier condition, Duration atMost) {
        long untilNanos = timeline.nowNanos() + nanos(atMost);
        while (!condition.getAsBoolean()) {
            if (!playNext(untilNanos)) {
                timeline.moveClock(untilNanos);
                throw new AssertionError("what was waited for has not come about within " + atMost);
            }
        }
    }

    /** What a callback makes, while it is played, stands on the lab too. */
    private boolean playNext(long untilNanos) {
        return Networks.using(network, () -> timeline.playNext(untilNanos));
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

    /** For the package's tests: what plays the part of a peer that is none of this library's. */
    MemoryNetwork network() {
        return network;
    }
}
