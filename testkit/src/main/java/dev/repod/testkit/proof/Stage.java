package dev.repod.testkit.proof;

import dev.repod.ClientOptions;
import dev.repod.ServerOptions;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.LabProcess;
import dev.repod.testkit.NetworkLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A server and its clients in a lab. It plays them in small steps, in each of which every client pumps, as a game does. */
final class Stage {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final Duration UNTIL_ACKNOWLEDGED = Duration.ofMillis(700);
    private static final int MOST_STEP_MICROS = 6_000;

    private final NetworkLab lab;
    private final RandomGenerator random;
    private final Padding padding;
    private final History history = new History();
    private final Outcomes outcomes = new Outcomes();
    private final ServerOptions serverOptions;
    private final List<CountingClient> clients = new ArrayList<>();
    private Runnable eachStep = () -> {};
    private int servers;
    private CountingServer server;

    Stage(NetworkLab lab, ServerOptions serverOptions, ClientOptions clientOptions, int clientCount) {
        this.lab = lab;
        this.random = lab.random();
        this.padding = Padding.from(random);
        this.serverOptions = serverOptions;
        this.server = openServer(serverOptions);
        for (int i = 1; i <= clientCount; i++) {
            int number = i;
            clients.add(lab.open(() -> new CountingClient(number, history, outcomes, clientOptions)));
        }
    }

    private CountingServer openServer(ServerOptions options) {
        servers++;
        return lab.open(() -> new CountingServer(servers, history, options));
    }

    NetworkLab lab() {
        return lab;
    }

    RandomGenerator random() {
        return random;
    }

    History history() {
        return history;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    CountingServer server() {
        return server;
    }

    List<CountingClient> clients() {
        return clients;
    }

    /** Is done in each step, before the clients pump. */
    void eachStep(Runnable action) {
        eachStep = action;
    }

    // ---- who is who

    LabProcess process(CountingClient client) {
        return lab.process(client);
    }

    /** The newest link of a client that is open at its end; null if none is. */
    @Nullable LabLink link(CountingClient client) {
        List<LabLink> links = process(client).links();
        return links.isEmpty() ? null : links.get(links.size() - 1);
    }

    @Nullable CountingChannel channel(CountingClient client) {
        return server.channelOf(client.number());
    }

    // ---- what is played

    /** Starts the server and connects everybody. */
    void begin() {
        server.start();
        clients.forEach(client -> client.connect("localhost", server.address().getPort()));
        settle();
    }

    /** Ends the server, and has another take its place on the same port. */
    void restartServer() {
        server.stop();
        int port = server.address().getPort();
        server = openServer(serverOptions.toBuilder().port(port).build());
        server.start();
    }

    void step() {
        lab.advance(Duration.ofNanos(1000L * (1 + random.nextInt(MOST_STEP_MICROS))));
        eachStep.run();
        pump();
    }

    private void pump() {
        for (CountingClient client : clients) {
            if (!process(client).isFrozen()) {
                client.pumpAll();
            }
        }
    }

    /** Plays until something has come about; false if it has not within the time. */
    boolean playUntil(BooleanSupplier condition, Duration atMost) {
        long untilNanos = lab.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (lab.nanoTime() - untilNanos > 0) {
                return false;
            }
            step();
        }
        return true;
    }

    void play(Duration time) {
        playUntil(() -> false, time);
    }

    /** Plays until nothing is under way any more, acknowledgements included; where that does not come about, the checker says why. */
    void settle() {
        playUntil(this::isQuiet, LONG_ENOUGH);
        play(UNTIL_ACKNOWLEDGED);
    }

    private boolean isQuiet() {
        return clients.stream().allMatch(client -> client.hasEnded() || isQuiet(client));
    }

    private boolean isQuiet(CountingClient client) {
        @Nullable CountingChannel channel = channel(client);
        return client.isLive()
                && channel != null
                && channel.lastReceived() == client.sent()
                && client.lastReceived() == channel.sent();
    }

    int sendUp(CountingClient client, int messages) {
        return client.send(messages, padding);
    }

    int sendDown(CountingClient client, int messages) {
        @Nullable CountingChannel channel = channel(client);
        return channel == null ? 0 : channel.send(messages, padding);
    }

    /** Waits for what is under way, and lets every game end. */
    void end() {
        settle();
        clients.forEach(CountingClient::close);
        play(Duration.ofMillis(500));
        history.stopping();
        server.stop();
        play(Duration.ofMillis(500));
        server.throwFailure();
    }
}
