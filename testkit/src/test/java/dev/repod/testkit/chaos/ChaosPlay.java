package dev.repod.testkit.chaos;

import dev.repod.Admission;
import dev.repod.Applicant;
import dev.repod.ClientOptions;
import dev.repod.Keepalive;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.Conditions;
import dev.repod.testkit.HostilePeer;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.LabProcess;
import dev.repod.testkit.NetworkLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** One server with clients and hostile peers, from its start to its stop, in virtual time. Everything is drawn from the seed. */
final class ChaosPlay {
    private static final int CLIENTS = 4;
    private static final int STEPS = 30;
    private static final int MOST_STEP_MILLIS = 400;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private final long seed;
    private final Ledger ledger;
    private final NetworkLab lab;
    private final RandomGenerator random;
    private final ChaosServer server;
    private final List<ChaosClient> clients = new ArrayList<>();
    private final List<HostilePeer> strangers = new ArrayList<>();
    private final List<CompletableFuture<Admission>> questions = new ArrayList<>();

    ChaosPlay(long seed, Ledger ledger) {
        this.seed = seed;
        this.ledger = ledger;
        this.lab = NetworkLab.seeded(seed);
        this.random = lab.random();
        ServerOptions options = serverOptions();
        this.server = lab.open(() -> new ChaosServer(options, ledger, random));
        server.mayStop = Ledger.oneIn(3, random);
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
            options.authenticator(this::vet).authenticationTimeout(Duration.ofSeconds(1));
        }
        return options.build();
    }

    private CompletableFuture<Admission> vet(Applicant applicant) {
        return switch (random.nextInt(12)) {
            case 0 -> CompletableFuture.completedFuture(Admission.refuse("not you"));
            case 1 -> CompletableFuture.failedFuture(new Mischief("authenticator"));
            case 2 -> throw new Mischief("authenticator");
            case 3, 4 -> later();
            default -> CompletableFuture.completedFuture(Admission.accept("principal " + random.nextInt(1_000)));
        };
    }

    /** Answered by a later step, or never. */
    private CompletableFuture<Admission> later() {
        CompletableFuture<Admission> asked = new CompletableFuture<>();
        questions.add(asked);
        return asked;
    }

    private void answerAll() {
        ledger.count("late answer");
        questions.forEach(asked -> asked.complete(Admission.accept("late " + random.nextInt(1_000))));
        questions.clear();
    }

    private static Keepalive keepalive() {
        return Keepalive.every(Duration.ofMillis(400)).deadAfter(Duration.ofMillis(1_500));
    }

    private void addClient(int number) {
        boolean returns = random.nextInt(3) > 0;
        Reconnect policy = Reconnect.exponential(Duration.ofMillis(50), Duration.ofMillis(500));
        ClientOptions options = ClientOptions.builder()
                .keepalive(keepalive())
                .connectTimeout(Duration.ofSeconds(1))
                .credentials(Message.of("login", "name", "client " + number))
                .reconnect(!returns ? Reconnect.never() : random.nextBoolean() ? policy : policy.attempts(3))
                .build();
        int port = server.address().getPort();
        clients.add(lab.open(
                () -> new ChaosClient(number, options, "localhost", port, returns, ledger, random)));
    }

    void run() {
        int wrongs = ledger.wrongs().size();
        server.start();
        for (int number = 1; number <= CLIENTS; number++) {
            addClient(number);
        }
        for (int step = 0; step < STEPS && !server.isStopping; step++) {
            step();
            pass(Duration.ofMillis(random.nextInt(MOST_STEP_MILLIS)));
        }
        stop();
        if (ledger.wrongs().size() > wrongs) {
            ledger.wrong("that was seed " + seed);
        }
    }

    private void pass(Duration time) {
        lab.advance(time);
        // A game that does not pump for a while is told all of it later.
        clients.stream().filter(client -> random.nextInt(4) > 0).forEach(ChaosClient::pumpAll);
    }

    private void step() {
        ChaosClient client = clients.get(random.nextInt(CLIENTS));
        LabProcess process = lab.process(client);
        switch (random.nextInt(24)) {
            case 20 -> answerAll();
            case 0, 1, 2, 3, 4 -> client.begin();
            case 5, 6, 7 -> client.sendNumbered(1 + random.nextInt(30));
            case 8 -> client.leave();
            case 9 -> hit("cut", process, LabLink::cut);
            case 10 -> hit("cut in a frame", process, link -> link.cutAfterSending(random.nextInt(60)));
            case 11 -> hit("cut in a frame", process, link -> link.cutAfterReceiving(random.nextInt(60)));
            case 12 -> hit("blackhole", process, LabLink::blackhole);
            case 13 -> hit("stall", process, link -> link.stall(Duration.ofMillis(random.nextInt(3_000))));
            case 14 -> hit("end", process, LabLink::end);
            case 15 -> process.freeze(Duration.ofMillis(random.nextInt(3_000)));
            case 16 -> lab.process(server).freeze(Duration.ofMillis(random.nextInt(2_500)));
            case 17 -> process.unplug(Duration.ofMillis(random.nextInt(3_000)));
            case 18 -> nextLinkIsCut();
            case 19 -> lab.conditions(Conditions.standard()
                    .withLatency(Duration.ofMillis(random.nextInt(200)))
                    .withJitter(Duration.ofMillis(random.nextInt(50))));
            default -> strangerActs();
        }
    }

    private void hit(String fault, LabProcess process, java.util.function.Consumer<LabLink> how) {
        process.links().forEach(link -> {
            how.accept(link);
            ledger.count(fault);
        });
    }

    /** While it connects, or greets. */
    private void nextLinkIsCut() {
        int bytes = random.nextInt(150);
        boolean[] done = new boolean[1];
        lab.onLink(link -> {
            if (!done[0]) {
                done[0] = true;
                link.cutAfterReceiving(bytes);
                ledger.count("cut in the greeting");
            }
        });
    }

    private void strangerActs() {
        if (strangers.size() < 5) {
            strangers.add(new HostilePeer(lab, server.address().getPort(), random));
            lab.advance(Duration.ofMillis(5));
        }
        for (HostilePeer stranger : strangers) {
            stranger.act();
        }
    }

    private void stop() {
        boolean anyKilled = false;
        if (Ledger.oneIn(4, random)) {
            lab.process(clients.get(0)).kill();
            ledger.count("kill");
            anyKilled = true;
        }
        if (random.nextBoolean()) {
            clients.forEach(client -> client.sendNumbered(20));
        }
        if (server.isStopping) {
            ledger.count("stopped by a callback");
        }
        server.stop();
        server.checkStopped();
        if (!lab.process(server).links().isEmpty()) {
            ledger.wrong("a link of the server is left");
        }
        leave(anyKilled ? clients.subList(1, CLIENTS) : clients);
        ledger.count("play");
    }

    private void leave(List<ChaosClient> alive) {
        strangers.forEach(HostilePeer::leave);
        for (ChaosClient client : alive) {
            client.isTired = true;
        }
        pass(Duration.ofSeconds(3));
        alive.forEach(ChaosClient::leave);
        lab.advance(LONG_ENOUGH);
        for (ChaosClient client : alive) {
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
