package dev.repod.benchmarks.soak;

import dev.repod.Message;
import dev.repod.benchmarks.game.Loopback;
import dev.repod.benchmarks.process.Waiting;
import dev.repod.testkit.FaultProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Lets guests come, talk, be cut off, come back, be thrown out and go. One thread pumps them all and throws the dice. */
final class Guests {
    private static final int PROXIES = 5;
    private static final int TURN_MILLIS = 10;
    private static final int STALLED_TURNS = 40;

    /** So many in 1,000 turns, of 10 ms each. */
    private static final int CHATS = 300;

    private static final int LEAVINGS = 20;
    private static final int CUTS = 15;
    private static final int STALLS = 5;
    private static final int KICKS = 5;
    private static final int SLOW_ONES = 3;
    private static final int RESETS = 10;

    private final SplittableRandom random;
    private final int most;
    private final List<FaultProxy> proxies;
    private final RawGuests raw;
    private final List<Visitor> visitors = new ArrayList<>();
    private long joined;
    private long left;
    private long cuts;
    private long kicks;
    private long sent;
    private long received;
    private int stalledTurns;

    Guests(int port, int most, long seed) {
        this.random = new SplittableRandom(seed);
        this.most = most;
        this.proxies =
                IntStream.range(0, PROXIES).mapToObj(i -> FaultProxy.to(port)).toList();
        this.raw = new RawGuests(Loopback.server(port));
    }

    /** Plays for a while, and sends everybody home. */
    void play(long millis) {
        long endNanos = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < endNanos) {
            turn();
            Waiting.millis(TURN_MILLIS);
        }
        sendHome();
    }

    private void turn() {
        pump();
        if (visitors.size() < most) {
            join();
        }
        if (stalledTurns > 0 && --stalledTurns == 0) {
            proxies.forEach(proxy -> proxy.stall(false));
        }
        if (!visitors.isEmpty()) {
            act();
        }
        if (happens(SLOW_ONES)) {
            raw.slowOne();
        }
        if (happens(RESETS)) {
            raw.reset();
        }
    }

    private void act() {
        if (happens(CHATS)) {
            sent += any(visitors).send(new Chat("hello to all of you")) > 0 ? 1 : 0;
        }
        if (happens(LEAVINGS)) {
            left++;
            any(visitors).close();
        }
        if (happens(KICKS)) {
            kicks++;
            any(visitors).send(Message.of("throw_me_out"));
        }
        if (happens(CUTS)) {
            cuts++;
            any(proxies).resetAll();
        }
        if (happens(STALLS) && stalledTurns == 0) {
            any(proxies).stall(true);
            stalledTurns = STALLED_TURNS;
        }
    }

    private void join() {
        Visitor visitor = new Visitor();
        FaultProxy proxy = any(proxies);
        visitor.connect(proxy.address().getHostString(), proxy.port());
        visitors.add(visitor);
        joined++;
    }

    private void pump() {
        for (Visitor visitor : visitors) {
            while (visitor.pump() > 0) {
                // There may be more.
            }
            if (visitor.hasEnded()) {
                received += visitor.received();
            }
        }
        visitors.removeIf(Visitor::hasEnded);
    }

    private void sendHome() {
        proxies.forEach(proxy -> proxy.stall(false));
        stalledTurns = 0;
        raw.leave();
        visitors.forEach(Visitor::close);
        while (!visitors.isEmpty() || proxies.stream().anyMatch(proxy -> proxy.connections() > 0)) {
            pump();
            Waiting.millis(TURN_MILLIS);
        }
    }

    private boolean happens(int inAThousand) {
        return random.nextInt(1_000) < inAThousand;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String words() {
        return " joined=" + joined + " left=" + left + " cuts=" + cuts + " kicks=" + kicks + " slowOnes="
                + raw.slowOnes() + " resets=" + raw.resets() + " sent=" + sent + " received=" + received;
    }
}
