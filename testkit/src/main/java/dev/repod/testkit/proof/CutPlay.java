package dev.repod.testkit.proof;

import dev.repod.ClientOptions;
import dev.repod.Keepalive;
import dev.repod.Limits;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.Conditions;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Clients of one server that are cut off again and again, while much is under way and while they come back, and no bound is
 * passed: nothing may be lost. Everything is drawn from the seed.
 */
final class CutPlay {
    private static final int CLIENTS = 3;
    private static final int MANY_MESSAGES = 1 << 19;
    private static final int MANY_BYTES = 1 << 29;
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(12);
    private static final Duration UNTIL_BACK = Duration.ofSeconds(40);

    /** Longer than a client waits for WELCOME, so that it gives some links up that the server has resumed on. */
    private static final Duration MOST_STALL = Duration.ofSeconds(9);

    private static final int MOST_FREEZE_MILLIS = 9_000;

    private final Scale scale;
    private final Figures figures;
    private final Runnable progress;
    private final NetworkLab lab;
    private final Stage stage;
    private final RandomGenerator random;
    private final NextLink nextLink;
    private final AckCuts ackCuts;
    private long cuts;
    private long sent;

    CutPlay(long seed, Scale scale, Figures figures, Runnable progress) {
        this.scale = scale;
        this.figures = figures;
        this.progress = progress;
        this.lab = NetworkLab.seeded(seed);
        this.random = lab.random();
        lab.conditions(Conditions.standard().withLatency(Duration.ofMillis(20)));
        this.stage = new Stage(lab, serverOptions(), clientOptions(), CLIENTS);
        this.nextLink = new NextLink(stage);
        this.ackCuts = new AckCuts(stage);
        stage.eachStep(nextLink::look);
    }

    private ServerOptions serverOptions() {
        return ServerOptions.builder()
                .port(0)
                .keepalive(keepalive())
                .limits(Limits.trusted())
                .sessions(Sessions.resumable(WINDOW).buffer(MANY_MESSAGES, MANY_BYTES))
                .build();
    }

    private ClientOptions clientOptions() {
        return ClientOptions.builder()
                .keepalive(keepalive())
                .reconnect(Reconnect.exponential(Duration.ofMillis(20), Duration.ofMillis(500)))
                .replayBuffer(MANY_MESSAGES, MANY_BYTES)
                .build();
    }

    /** Each side finds out first in some of the plays. */
    private Keepalive keepalive() {
        return Keepalive.every(Duration.ofMillis(900)).deadAfter(Duration.ofMillis(2_000 + random.nextInt(2_000)));
    }

    /** Plays, and answers what was wrong. */
    List<Violation> run() {
        stage.begin();
        nextLink.measure(stage.clients().get(0));
        for (int tries = 0; isToGoOn() && tries < 3 * scale.cuts() + 10; tries++) {
            round(stage.clients().get(random.nextInt(CLIENTS)));
            progress.run();
        }
        lab.conditions(Conditions.standard());
        List<Violation> found = new ArrayList<>(endedTooEarly());
        stage.end();
        figures.add(stage.history(), stage.outcomes(), lab.elapsed());
        found.addAll(Checker.check(stage.history(), true));
        figures.add(found);
        return found;
    }

    /** Within the bounds nothing ends a client for good: the checker would take such an end for one that somebody wanted. */
    private List<Violation> endedTooEarly() {
        return stage.clients().stream()
                .filter(CountingClient::hasEnded)
                .map(client -> new Violation(
                        Violation.Kind.ENDING, "client " + client.number() + " was ended, and no bound was passed"))
                .toList();
    }

    private boolean isToGoOn() {
        return cuts < scale.cuts() || sent < scale.messages();
    }

    private void round(CountingClient client) {
        lab.conditions(drawConditions());
        if (random.nextInt(8) == 0) {
            cutAtAck(client);
        } else {
            cutUnderLoad(client);
        }
        while (!client.isLive() && isToGoOn() && random.nextInt(3) > 0) {
            hitTheNextLink(client);
        }
        // The next one may be hit while this one is still away.
        if (random.nextInt(4) > 0) {
            stage.playUntil(client::isLive, UNTIL_BACK);
            stage.play(Duration.ofMillis(random.nextInt(300)));
        }
    }

    private Conditions drawConditions() {
        return Conditions.standard()
                .withLatency(Duration.ofMillis(10 + random.nextInt(random.nextInt(4) == 0 ? 300 : 60)))
                .withJitter(Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(40)))
                .withBandwidth(random.nextBoolean() ? Conditions.UNLIMITED : 100_000 + random.nextInt(900_000));
    }

    // ---- links that are there

    private void cutUnderLoad(CountingClient client) {
        sendBoth(client, burst());
        for (CountingClient other : stage.clients()) {
            sendBoth(other, random.nextInt(3));
        }
        stage.play(Duration.ofMillis(random.nextInt(40)));
        @Nullable LabLink link = stage.link(client);
        if (link != null) {
            Underway underway = underway(client);
            int before = client.troubles();
            Fault.draw(random).hit(stage, client, link);
            await(client, before, Cut.LATER, underway, UNTIL_NOTICED);
        } else {
            stage.playUntil(client::isLive, UNTIL_BACK);
        }
    }

    /** So many that the messages last as long as the cuts. */
    private int burst() {
        return (int) Math.max(1, (scale.messages() - sent) / 2 / Math.max(1, scale.cuts() - cuts));
    }

    private void sendBoth(CountingClient client, int messages) {
        sent += stage.sendUp(client, messages);
        sent += stage.sendDown(client, messages);
    }

    private Underway underway(CountingClient client) {
        return Underway.now(client, stage.channel(client));
    }

    private void await(CountingClient client, int before, Cut cut, Underway underway, Duration atMost) {
        if (stage.playUntil(() -> client.troubles() > before, atMost)) {
            cuts++;
            figures.cut(cut, underway.isLoaded());
        }
    }

    private void cutAtAck(CountingClient client) {
        stage.settle();
        int before = client.troubles();
        Underway underway = underway(client);
        Cut cut = ackCuts.arm(client);
        await(client, before, cut, underway, UNTIL_NOTICED);
        ackCuts.disarm();
    }

    // ---- links that are being made

    private void hitTheNextLink(CountingClient client) {
        switch (random.nextInt(11)) {
            case 0 ->
                nextLink.armStall(
                        client, MOST_STALL.multipliedBy(random.nextInt(100)).dividedBy(100));
            case 10 -> freezeTheServer(client);
            case 1 -> nextLink.arm(client, Place.ROTATION);
            case 2 -> nextLink.arm(client, Place.FIRST_ACK);
            case 3, 4, 5, 6 -> nextLink.arm(client, Place.WELCOME);
            default -> nextLink.arm(client, Place.HELLO);
        }
        sendBoth(client, burst());
        int before = client.troubles();
        Underway underway = underway(client);
        stage.playUntil(() -> client.troubles() > before || client.isLive(), UNTIL_NOTICED);
        await(client, before, nextLink.cut(), underway, Duration.ofMillis(500));
        nextLink.disarm();
    }

    /** It then finds the client's HELLO in the moment in which it accepts. */
    private void freezeTheServer(CountingClient client) {
        nextLink.arm(client, Place.LATER);
        lab.process(stage.server()).freeze(Duration.ofMillis(random.nextInt(MOST_FREEZE_MILLIS)));
    }
}
