package dev.repod.testkit.proof;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.Keepalive;
import dev.repod.Limits;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.Sessions;
import dev.repod.testkit.Conditions;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.proof.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One bound is passed for one of two clients: both sides have to be told, at the right moment, and the other client not. */
final class BoundPlay {
    private static final int MOST_BYTES = 64 << 10;
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Bound bound;
    private final int kept;
    private final NetworkLab lab;
    private final Stage stage;
    private final CountingClient client;
    private final Findings findings = new Findings(100);

    BoundPlay(long seed, Bound bound) {
        this.bound = bound;
        lab = NetworkLab.seeded(seed);
        lab.conditions(Conditions.standard()
                .withLatency(Duration.ofMillis(20 + lab.random().nextInt(100))));
        kept = 30 + lab.random().nextInt(200);
        stage = new Stage(lab, serverOptions(), clientOptions(), 2);
        client = stage.clients().get(0);
    }

    private ServerOptions serverOptions() {
        Sessions sessions = Sessions.resumable(WINDOW).buffer(kept, MOST_BYTES);
        return ServerOptions.builder()
                .port(0)
                .keepalive(keepalive())
                .limits(Limits.trusted())
                .sessions(bound == Bound.STOP_WITH_STORE ? sessions.store(SessionStore.inMemory()) : sessions)
                .build();
    }

    private ClientOptions clientOptions() {
        return ClientOptions.builder()
                .keepalive(keepalive())
                .reconnect(Reconnect.exponential(Duration.ofMillis(20), Duration.ofMillis(500)))
                .replayBuffer(kept, MOST_BYTES)
                .build();
    }

    private static Keepalive keepalive() {
        return Keepalive.every(Duration.ofMillis(900)).deadAfter(Duration.ofMillis(2_500));
    }

    /** Plays, and answers what was wrong. */
    List<Violation> run(Figures figures) {
        stage.begin();
        exchange();
        stage.settle();
        pass();
        exchange();
        stage.end();
        checkTheOther();
        figures.add(stage.history(), stage.outcomes(), lab.elapsed());
        List<Violation> found = new ArrayList<>(Checker.check(stage.history(), bound.isKept()));
        found.addAll(findings.list());
        figures.add(found);
        return found;
    }

    /** A little, which is always within the bounds. */
    private void exchange() {
        for (CountingClient each : stage.clients()) {
            stage.sendUp(each, 10);
            stage.sendDown(each, 10);
        }
    }

    private void pass() {
        switch (bound) {
            case NONE -> sendAllThatIsKept();
            case WINDOW_TWICE_ALMOST -> stayAwayTwice();
            case SENT_TO_ONE_AWAY -> sendTooMuchToOneAway();
            case SENT_WHILE_AWAY -> sendTooMuchWhileAway();
            case SENT_AND_CUT -> sendTooMuchAndCut();
            case WINDOW -> outstayTheWindow();
            case KICK -> {
                channel().kick("enough");
                expectSentAway();
            }
            case KICK_WHILE_AWAY -> kickWhileAway();
            case LEFT_WHILE_AWAY -> leaveWhileAway();
            case STOP, STOP_WITH_STORE -> restart();
        }
    }

    private CountingChannel channel() {
        return Objects.requireNonNull(stage.channel(client));
    }

    private void expect(boolean holds, String text) {
        if (!holds) {
            findings.add(Kind.RESUMPTION, bound + ": " + text);
        }
    }

    // ---- too much is sent

    private void sendAllThatIsKept() {
        goAway();
        expect(stage.sendDown(client, kept) == kept, "a channel does not take " + kept + " messages");
        expect(stage.sendUp(client, kept) == kept, "a client does not take " + kept + " messages");
        comeBack(Resumption.RESUMED);
    }

    private void sendTooMuchToOneAway() {
        CountingChannel channel = channel();
        goAway();
        expect(stage.sendDown(client, kept) == kept, "a channel does not take " + kept + " messages");
        stage.play(A_MOMENT);
        expect(channel.closeReason() == null, "a channel has ended although no more was sent than is kept");
        stage.sendDown(client, 1);
        stage.play(A_MOMENT);
        expectEnd(channel, CloseReason.Kind.LOST);
        comeBack(Resumption.FRESH);
    }

    private void sendTooMuchWhileAway() {
        CountingChannel channel = channel();
        goAway();
        expect(stage.sendUp(client, kept) == kept, "a client does not take " + kept + " messages");
        stage.play(A_MOMENT);
        expect(stage.sendUp(client, 1) == 1, "a client has ended its session although no more was sent than is kept");
        stage.play(A_MOMENT);
        expect(stage.sendUp(client, 1) == 0, "a client takes messages for a session that is over");
        comeBack(Resumption.FRESH);
        expectEnd(channel, CloseReason.Kind.LOST);
    }

    private void sendTooMuchAndCut() {
        CountingChannel channel = channel();
        @Nullable LabLink link = stage.link(client);
        if (lab.random().nextBoolean()) {
            stage.sendDown(client, kept + 1);
        } else {
            stage.sendUp(client, kept + 1);
        }
        lab.advance(Duration.ofMillis(10));
        int before = client.troubles();
        Objects.requireNonNull(link).cut();
        stage.playUntil(() -> client.troubles() > before, LONG_ENOUGH);
        comeBack(Resumption.FRESH);
        expectEnd(channel, CloseReason.Kind.LOST);
    }

    // ---- other ends

    private void outstayTheWindow() {
        CountingChannel channel = channel();
        goAway();
        stage.play(WINDOW.minusSeconds(4));
        expect(channel.closeReason() == null, "a channel has ended before the window was over");
        stage.play(Duration.ofSeconds(8));
        expectEnd(channel, CloseReason.Kind.TIMED_OUT);
        comeBack(Resumption.FRESH);
    }

    private void stayAwayTwice() {
        for (int i = 0; i < 2; i++) {
            goAway();
            stage.play(WINDOW.minusSeconds(8));
            comeBack(Resumption.RESUMED);
        }
    }

    private void kickWhileAway() {
        goAway();
        channel().kick("enough");
        stage.process(client).plugIn();
        expectSentAway();
    }

    private void expectSentAway() {
        CountingChannel channel = channel();
        stage.playUntil(client::hasEnded, LONG_ENOUGH);
        expectEnd(channel, CloseReason.Kind.KICKED);
        expect(client.lastReason().equals("KICKED"), "a client was sent away and told '" + client.lastReason() + "'");
    }

    private void leaveWhileAway() {
        CountingChannel channel = channel();
        goAway();
        client.close();
        stage.playUntil(client::hasEnded, A_MOMENT);
        expect(client.lastReason().equals("CLOSED"), "a client has left and was told '" + client.lastReason() + "'");
        stage.play(WINDOW.plusSeconds(1));
        expectEnd(channel, CloseReason.Kind.TIMED_OUT);
    }

    private void restart() {
        exchange();
        stage.restartServer();
        comeBack(
                bound == Bound.STOP ? Resumption.FRESH : Resumption.RESTORED,
                stage.clients().size());
    }

    // ---- away and back

    /** Pulls the cable, and waits until both sides have found out. */
    private void goAway() {
        CountingChannel channel = channel();
        int before = client.troubles();
        stage.process(client).unplug();
        stage.playUntil(() -> client.troubles() > before && !channel.isConnected(), LONG_ENOUGH);
    }

    private void comeBack(Resumption expected) {
        comeBack(expected, 1);
    }

    private void comeBack(Resumption expected, int clients) {
        long wanted = stage.outcomes().of(expected) + clients;
        stage.process(client).plugIn();
        boolean told = stage.playUntil(() -> stage.outcomes().of(expected) == wanted, LONG_ENOUGH);
        expect(told, "a client was not told " + expected);
        stage.settle();
    }

    private void expectEnd(CountingChannel channel, CloseReason.Kind kind) {
        @Nullable CloseReason reason = channel.closeReason();
        expect(
                reason != null && reason.kind() == kind,
                "a channel has to have ended with " + kind + ", and it has " + reason);
    }

    /** Whom it does not concern, has noticed nothing. */
    private void checkTheOther() {
        boolean concernsAll = bound == Bound.STOP || bound == Bound.STOP_WITH_STORE;
        CountingClient other = stage.clients().get(1);
        expect(concernsAll || other.troubles() == 0, "another client has lost its link");
    }
}
