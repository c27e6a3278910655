package dev.repod.testkit.proof;

import dev.repod.ClientOptions;
import dev.repod.Keepalive;
import dev.repod.Limits;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.FaultProxy;
import dev.repod.testkit.proof.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The same over real sockets: a server with its thread, and clients that this thread pumps, each behind a proxy of its own. All
 * are hit at the same time, again and again. What is waited for has a deadline, and one that passes is a violation.
 */
final class TcpPlay {
    private static final int CLIENTS = 8;
    private static final int MANY_MESSAGES = 1 << 18;
    private static final int MANY_BYTES = 1 << 28;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final long FRAME_NANOS = 500_000;

    private final Scale scale;
    private final Figures figures;
    private final Runnable progress;
    private final SplittableRandom random;
    private final Padding upPadding;
    private final Padding downPadding;
    private final History history = new History();
    private final Outcomes outcomes = new Outcomes();
    private final Findings findings = new Findings(100);
    private final List<Seat> seats = new ArrayList<>();
    private final CountingServer server;
    private long cuts;

    TcpPlay(long seed, Scale scale, Figures figures, Runnable progress) {
        this.scale = scale;
        this.figures = figures;
        this.progress = progress;
        this.random = new SplittableRandom(seed);
        this.upPadding = Padding.from(random.split());
        this.downPadding = Padding.from(random.split());
        this.server = new CountingServer(1, history, serverOptions());
    }

    private static ServerOptions serverOptions() {
        return ServerOptions.builder()
                .port(0)
                .keepalive(keepalive())
                .limits(Limits.trusted())
                .sessions(Sessions.resumable(Duration.ofMinutes(10)).buffer(MANY_MESSAGES, MANY_BYTES))
                .build();
    }

    private static ClientOptions clientOptions() {
        return ClientOptions.builder()
                .keepalive(keepalive())
                .reconnect(Reconnect.exponential(Duration.ofMillis(20), Duration.ofMillis(200)))
                .replayBuffer(MANY_MESSAGES, MANY_BYTES)
                .build();
    }

    private static Keepalive keepalive() {
        return Keepalive.every(Duration.ofMillis(300)).deadAfter(Duration.ofMillis(1_500));
    }

    /** Plays, and answers what was wrong. */
    List<Violation> run() {
        long startedNanos = System.nanoTime();
        server.start();
        try {
            play();
        } finally {
            history.stopping();
            server.stop();
            seats.forEach(seat -> seat.proxy.close());
        }
        server.throwFailure();
        figures.add(history, outcomes, Duration.ofNanos(System.nanoTime() - startedNanos));
        List<Violation> found = new ArrayList<>(Checker.check(history, true));
        found.addAll(findings.list());
        figures.add(found);
        return found;
    }

    private void play() {
        for (int number = 1; number <= CLIENTS; number++) {
            seats.add(new Seat(number));
        }
        seats.forEach(seat -> seat.client.connect("127.0.0.1", seat.proxy.port()));
        await("everybody is connected", () -> seats.stream().allMatch(Seat::isQuiet));
        while (cuts < scale.cuts() && findings.list().isEmpty()) {
            round();
            progress.run();
        }
        await("everything has come", () -> seats.stream().allMatch(Seat::isQuiet));
        seats.forEach(seat -> seat.client.close());
        await("everybody has left", () -> seats.stream().allMatch(seat -> seat.client.hasEnded()));
        await("the server knows", () -> server.channels().isEmpty());
    }

    private void round() {
        int messages = (int) Math.max(1, scale.messages() / 2 / scale.cuts());
        seats.forEach(seat -> seat.send(messages));
        await("it was sent", () -> seats.stream().allMatch(Seat::isSent));
        seats.forEach(Seat::hit);
        await("the loss is noticed", () -> seats.stream().allMatch(Seat::isHit));
        seats.forEach(seat -> seat.send(messages / 8));
        await("the next links are hit", () -> seats.stream().allMatch(Seat::isHitTwice));
        seats.forEach(Seat::mend);
        await("everybody is back", () -> seats.stream().allMatch(seat -> seat.client.isLive()));
    }

    /** Pumps, a frame after the other, until something has come about. */
    private void await(String what, BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - untilNanos > 0) {
                findings.add(Kind.ENDING, "it was waited for " + LONG_ENOUGH + " in vain until " + what);
                return;
            }
            seats.forEach(seat -> seat.client.pumpAll());
            LockSupport.parkNanos(FRAME_NANOS);
        }
    }

    /** One client and its bad network. */
    private final class Seat {
        private final CountingClient client;
        private final FaultProxy proxy = FaultProxy.to(server.address());
        private TcpFault fault = TcpFault.RESET;
        private @Nullable Underway underway;
        private int troubles;
        private int counted;
        private long wantedDown;

        Seat(int number) {
            client = new CountingClient(number, history, outcomes, clientOptions());
        }

        private @Nullable CountingChannel channel() {
            return server.channelOf(client.number());
        }

        void send(int messages) {
            client.send(messages, upPadding);
            CountingChannel channel = channel();
            if (channel != null) {
                wantedDown = channel.sent() + messages;
                server.loop().execute(() -> channel.send(messages, downPadding));
            }
        }

        boolean isSent() {
            CountingChannel channel = channel();
            return channel == null || channel.sent() >= wantedDown;
        }

        void hit() {
            troubles = client.troubles();
            counted = 0;
            underway = Underway.now(client, channel());
            fault = TcpFault.draw(random);
            fault.hit(proxy, random);
        }

        boolean isHit() {
            return count(1, Place.LATER);
        }

        /** The second time only where a fault hits what comes next. */
        boolean isHitTwice() {
            return fault.place() == Place.LATER || count(2, fault.place());
        }

        private boolean count(int times, Place place) {
            boolean isHit = client.troubles() >= troubles + times;
            if (isHit && counted < times) {
                counted = times;
                cuts++;
                figures.cut(Cut.at(place), underway != null && underway.isLoaded());
            }
            return isHit;
        }

        void mend() {
            fault.mend(proxy);
            TcpFault.drawConditions(proxy, random);
        }

        boolean isQuiet() {
            CountingChannel channel = channel();
            return client.isLive()
                    && channel != null
                    && channel.lastReceived() == client.sent()
                    && client.lastReceived() == channel.sent();
        }
    }
}
