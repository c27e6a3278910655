package dev.repod.testkit.chaos;

import dev.repod.ClientOptions;
import dev.repod.Keepalive;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** One server with clients and hostile peers over sockets, from its start to its stop. */
final class ChaosOverTcp {
    private static final int CLIENTS = 6;
    private static final int STEPS = 60;
    private static final int FRAMES_A_STEP = 5;
    private static final long FRAME_NANOS = 2_000_000;
    private static final long LONG_ENOUGH_NANOS = Duration.ofSeconds(20).toNanos();

    private final Ledger ledger;
    private final Mail mail;
    private final SplittableRandom random;
    private final ChaosServer server;
    private final List<ChaosClient> clients = new ArrayList<>();
    private final List<Socket> strangers = new ArrayList<>();

    ChaosOverTcp(long seed, Ledger ledger) {
        this.ledger = ledger;
        this.mail = new Mail(ledger);
        this.random = new SplittableRandom(seed);
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .ioThread(seed % 2 == 0)
                .keepalive(keepalive())
                .frameTimeout(Duration.ofMillis(500))
                .closeTimeout(Duration.ofMillis(300))
                .stopTimeout(Duration.ofSeconds(1))
                .sessions(Sessions.resumable(Duration.ofSeconds(2)))
                .build();
        // Its callbacks have a thread of their own, and chance for itself.
        RandomGenerator serverRandom = random.split();
        this.server = new ChaosServer(options, mail, serverRandom);
    }

    private static Keepalive keepalive() {
        return Keepalive.every(Duration.ofMillis(100)).deadAfter(Duration.ofMillis(600));
    }

    private ChaosClient client(int number) {
        ClientOptions options = ClientOptions.builder()
                .keepalive(keepalive())
                .connectTimeout(Duration.ofMillis(500))
                .reconnect(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(100)))
                .build();
        return new ChaosClient("client " + number, options, mail, random.split());
    }

    void run() throws IOException {
        server.start();
        try (FaultProxy proxy = FaultProxy.to(server.address())) {
            for (int number = 1; number <= CLIENTS; number++) {
                clients.add(client(number));
            }
            for (int step = 0; step < STEPS; step++) {
                step(proxy);
                for (int frame = 0; frame < FRAMES_A_STEP; frame++) {
                    pump();
                }
            }
            calmDown(proxy);
            server.stop();
            server.checkStopped();
            leave();
        } finally {
            server.stop();
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
        ledger.count("play");
    }

    private void pump() {
        clients.forEach(ChaosClient::pumpAll);
        LockSupport.parkNanos(FRAME_NANOS);
    }

    private void step(FaultProxy proxy) throws IOException {
        ChaosClient client = clients.get(random.nextInt(CLIENTS));
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> clients.forEach(one -> one.begin(proxy.port()));
            case 4, 5, 6 -> client.sendNumbered(1 + random.nextInt(50));
            case 7 -> client.leave();
            case 8 -> fault("cut", proxy::resetAll);
            case 9 -> fault("cut in a frame", () -> proxy.resetAfterSending(random.nextInt(300)));
            case 10 -> fault("cut in a frame", () -> proxy.resetAfterReceiving(random.nextInt(300)));
            case 11 -> fault("blackhole", () -> proxy.blackhole(true));
            case 12 -> fault("stall", () -> proxy.stall(true));
            case 13, 14, 15 -> heal(proxy);
            default -> strangerActs();
        }
    }

    /** What was swallowed does not come again: its connections end first, for no network leaves a gap in one that goes on. */
    private void heal(FaultProxy proxy) {
        proxy.refuse(true).resetAll();
        proxy.blackhole(false)
                .stall(false)
                .resetAfter(Long.MAX_VALUE)
                .slices(1 + random.nextInt(50))
                .refuse(false);
    }

    private void fault(String what, Runnable how) {
        how.run();
        ledger.count(what);
    }

    private void strangerActs() throws IOException {
        byte[] garbage = new byte[1 + random.nextInt(60)];
        random.nextBytes(garbage);
        garbage[0] = random.nextInt(3) == 0 ? garbage[0] : 0;
        Socket stranger =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        strangers.add(stranger);
        stranger.getOutputStream().write(garbage);
        ledger.count("stranger");
        if (random.nextBoolean()) {
            stranger.setSoLinger(true, 0);
            stranger.close();
        }
    }

    /** Who is there when all is well again has lost nothing, or was told of it. */
    private void calmDown(FaultProxy proxy) {
        server.isCalm = true;
        clients.forEach(client -> client.isTired = true);
        heal(proxy);
        await("all came that was sent", () -> clients.stream().allMatch(ChaosClient::isSettled));
        ledger.count("settled", (int)
                clients.stream().filter(client -> !client.isIdle()).count());
        server.isCalm = false;
    }

    private void leave() {
        await("everybody has left", () -> {
            clients.forEach(ChaosClient::leave);
            return clients.stream().allMatch(ChaosClient::isIdle);
        });
    }

    private void await(String what, BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + LONG_ENOUGH_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - untilNanos > 0) {
                clients.forEach(client -> ledger.wrong("waited in vain until " + what + ": " + client.status()));
                return;
            }
            pump();
        }
    }
}
