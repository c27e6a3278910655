package dev.repod.testkit.chaos;

import dev.repod.ClientOptions;
import dev.repod.Keepalive;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.Conditions;
import dev.repod.testkit.HostilePeer;
import dev.repod.testkit.NetworkLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One server with clients and hostile peers, from its start to its stop, in virtual time. Everything is drawn from the seed. */
final class ChaosPlay {
    private static final int CLIENTS = 4;
    private static final int STRANGERS = 5;
    private static final int STEPS = 30;
    private static final int MOST_STEP_MILLIS = 400;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** Who lost WELCOME takes the server for a plain one, whose silence says nothing before TCP gives up. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final Mail mail;
    private final NetworkLab lab;
    private final RandomGenerator random;
    private final Doorkeeper doorkeeper;
    private final Faults faults;

    /** In some plays nothing is wrong with the network, and nothing may end as if there were. */
    private final boolean isSafe;

    private final ChaosServer server;
    private final List<ChaosClient> clients = new ArrayList<>();
    private final List<HostilePeer> strangers = new ArrayList<>();

    ChaosPlay(long seed, Ledger ledger) {
        this.ledger = ledger;
        this.mail = new Mail(ledger);
        this.lab = NetworkLab.seeded(seed);
        this.random = lab.random();
        this.doorkeeper = new Doorkeeper(ledger, random);
        this.faults = new Faults(lab, ledger);
        this.isSafe = Ledger.oneIn(5, random);
        ServerOptions options = serverOptions();
        this.server = lab.open(() -> new ChaosServer(options, mail, random));
        server.mayStop = Ledger.oneIn(3, random);
        server.isSafe = isSafe;
    }

    private ServerOptions serverOptions() {
        ServerOptions.Builder options = ServerOptions.builder()
                .port(0)
                .ioThread(random.nextBoolean())
                .keepalive(keepalive())
                .frameTimeout(Duration.ofSeconds(1))
                .closeTimeout(Duration.ofMillis(300 + random.nextInt(1_000)))
                .stopTimeout(Duration.ofMillis(200 + random.nextInt(3_000)))
                .flightPayloads(random.nextInt(3) * 8)
                .limits(Limits.standard().withMaxFrameBytes(4 << 10));
        if (random.nextInt(3) > 0) {
            options.sessions(Sessions.resumable(WINDOW).buffer(20 + random.nextInt(200), 64 << 10));
        }
        if (Ledger.oneIn(3, random)) {
            options.authenticator(doorkeeper::vet).authenticationTimeout(Duration.ofSeconds(1));
        }
        return options.build();
    }

    private static Keepalive keepalive() {
        return Keepalive.every(Duration.ofMillis(400)).deadAfter(Duration.ofMillis(1_500));
    }

    private void addClient(int number) {
        Reconnect policy = Reconnect.exponential(Duration.ofMillis(50), Duration.ofMillis(500));
        ClientOptions options = ClientOptions.builder()
                .keepalive(keepalive())
                .connectTimeout(Duration.ofSeconds(1))
                .credentials(Message.of("login", "name", "client " + number))
                .reconnect(
                        switch (random.nextInt(3)) {
                            case 0 -> Reconnect.never();
                            case 1 -> policy;
                            default -> policy.attempts(3);
                        })
                .build();
        ChaosClient client = lab.open(() -> new ChaosClient("client " + number, options, mail, random));
        client.isSafe = isSafe;
        clients.add(client);
    }

    void run() {
        server.start();
        for (int number = 1; number <= CLIENTS; number++) {
            addClient(number);
        }
        for (int step = 0; step < STEPS && !server.isStopping; step++) {
            step();
            pass(Duration.ofMillis(random.nextInt(MOST_STEP_MILLIS)));
        }
        if (random.nextBoolean() && !server.isStopping) {
            calmDown();
        }
        stop();
        leave();
        ledger.count("play");
    }

    private void pass(Duration time) {
        lab.advance(time);
        // A game that does not pump for a while is told all of it later.
        clients.stream().filter(client -> random.nextInt(4) > 0).forEach(ChaosClient::pumpAll);
    }

    private ChaosClient anyClient() {
        return clients.get(random.nextInt(clients.size()));
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> anyClient().begin(server.address().getPort());
            case 5, 6, 7 -> anyClient().sendNumbered(1 + random.nextInt(30));
            case 8 -> anyClient().leave();
            case 9 -> doorkeeper.answerAll();
            case 10 -> changeConditions();
            case 11, 12, 13 -> strangersAct();
            default -> strike();
        }
    }

    private void strike() {
        if (!isSafe) {
            faults.strike(anyClient(), server);
        }
    }

    private void changeConditions() {
        int latencyMillis = random.nextInt(isSafe ? 20 : 200);
        lab.conditions(Conditions.standard()
                .withLatency(Duration.ofMillis(latencyMillis))
                .withJitter(Duration.ofMillis(latencyMillis / 4)));
    }

    private void strangersAct() {
        if (strangers.size() < STRANGERS) {
            strangers.add(new HostilePeer(lab, server.address().getPort(), random));
            lab.advance(Duration.ofMillis(5));
        }
        strangers.forEach(HostilePeer::act);
    }

    /** Who is there when all is well again has lost nothing, or was told of it. */
    private void calmDown() {
        server.isCalm = true;
        clients.forEach(client -> client.isTired = true);
        faults.cease();
        lab.conditions(Conditions.standard());
        long endNanos = lab.nanoTime() + LONG_ENOUGH.toNanos();
        do {
            lab.advance(Duration.ofMillis(500));
            clients.forEach(ChaosClient::pumpAll);
        } while (!clients.stream().allMatch(ChaosClient::isSettled) && lab.nanoTime() < endNanos);
        for (ChaosClient client : clients) {
            if (!client.isSettled()) {
                ledger.wrong("after the storm " + client.status());
            }
            ledger.count("after the storm " + client.stage());
        }
        server.isCalm = false;
        clients.forEach(client -> client.isTired = false);
    }

    private void stop() {
        if (random.nextBoolean()) {
            clients.forEach(client -> client.sendNumbered(20));
        }
        if (server.isStopping) {
            ledger.count("stopped by a callback");
        } else {
            server.whenStopping = this::strike;
        }
        if (!isSafe && Ledger.oneIn(4, random)) {
            lab.process(clients.remove(0)).kill();
            ledger.count("kill");
        }
        server.stop();
        server.checkStopped();
        if (!lab.process(server).links().isEmpty()) {
            ledger.wrong("a link of the server is left");
        }
    }

    private void leave() {
        strangers.forEach(HostilePeer::leave);
        clients.forEach(client -> client.isTired = true);
        pass(Duration.ofSeconds(3));
        clients.forEach(ChaosClient::leave);
        lab.advance(LONG_ENOUGH);
        for (ChaosClient client : clients) {
            client.pumpAll();
            if (!client.isIdle() || client.isConnected()) {
                ledger.wrong("a client was closed and never told of its end");
            }
            if (!lab.process(client).links().isEmpty()) {
                ledger.wrong("a link of a client is left");
            }
        }
    }
}
