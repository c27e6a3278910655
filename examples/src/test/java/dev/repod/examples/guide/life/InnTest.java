package dev.repod.examples.guide.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/guide/connection-life.md claims. */
@ExtendWith(NetworkLabExtension.class)
class InnTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ServerOptions PLAIN = ServerOptions.standard();
    private static final ServerOptions WITH_SESSIONS = ServerOptions.builder()
            .sessions(Sessions.resumable(Duration.ofSeconds(30)))
            .build();
    private static final ClientOptions RETURNING = ClientOptions.builder()
            .reconnect(Reconnect.exponential().attempts(3))
            .build();

    private NetworkLab lab;

    @BeforeEach
    void keep(NetworkLab newLab) {
        lab = newLab;
    }

    private Inn open(ServerOptions options) {
        Inn inn = lab.open(() -> new Inn(options));
        inn.start();
        return inn;
    }

    private Traveller arrive(ClientOptions options) {
        Traveller traveller = lab.open(() -> new Traveller(options));
        traveller.connect("localhost", PLAIN.port());
        pumpUntil(traveller, () -> !traveller.diary.isEmpty());
        return traveller;
    }

    private void pumpUntil(Traveller traveller, BooleanSupplier condition) {
        lab.runUntil(
                () -> {
                    traveller.pump();
                    return condition.getAsBoolean();
                },
                PATIENCE);
    }

    private void pumpUntil(Traveller traveller, String line) {
        pumpUntil(traveller, () -> traveller.diary.contains(line));
    }

    private void cut(Traveller traveller) {
        lab.process(traveller).links().forEach(LabLink::cut);
    }

    @Test
    void aVisitThatIsCutOffAndGoesOn() {
        Inn inn = open(WITH_SESSIONS);
        Traveller traveller = arrive(RETURNING);

        cut(traveller);
        pumpUntil(traveller, "onReconnecting 1");
        inn.channels().get(0).send(Message.of("dinner"));
        pumpUntil(traveller, "dinner");
        inn.stop();
        pumpUntil(traveller, "onDisconnected STOPPED");

        assertThat(traveller.diary)
                .isEqualTo(List.of(
                        "onConnected",
                        "onReconnecting 1",
                        "onReconnected RESUMED",
                        "dinner",
                        "onReconnecting 1",
                        "onError REFUSED",
                        "onReconnecting 2",
                        "onError REFUSED",
                        "onReconnecting 3",
                        "onError REFUSED",
                        "onGaveUp",
                        "onDisconnected STOPPED"));
        assertThat(inn.book)
                .isEqualTo(List.of(
                        "Channel.onConnect",
                        "Server.onConnect",
                        "Channel.onDetached",
                        "Channel.onResumed",
                        "Channel.onClose STOPPED",
                        "Server.onDisconnect"));
    }

    @Test
    void aCutWithoutASessionIsAnEndAndABeginning() {
        Inn inn = open(PLAIN);
        Traveller traveller = arrive(RETURNING);

        cut(traveller);
        pumpUntil(traveller, "onReconnected FRESH");

        assertThat(traveller.diary).isEqualTo(List.of("onConnected", "onReconnecting 1", "onReconnected FRESH"));
        assertThat(inn.book)
                .isEqualTo(List.of(
                        "Channel.onConnect",
                        "Server.onConnect",
                        "Channel.onClose LOST",
                        "Server.onDisconnect",
                        "Channel.onConnect",
                        "Server.onConnect"));
    }

    @Test
    void withoutAPolicyALostLinkAndAnAttemptThatFailedAreTheEnd() {
        assertThat(arrive(ClientOptions.standard()).diary).isEqualTo(List.of("onError REFUSED"));

        open(PLAIN);
        Traveller traveller = arrive(ClientOptions.standard());
        cut(traveller);
        pumpUntil(traveller, "onDisconnected LOST");

        assertThat(traveller.diary).isEqualTo(List.of("onConnected", "onDisconnected LOST"));
    }

    @Test
    void aSessionWhoseClientStaysAwayEndsWithItsWindow() {
        Inn inn = open(WITH_SESSIONS);
        Traveller traveller = arrive(RETURNING);

        lab.process(traveller).kill();
        lab.advance(Duration.ofSeconds(31));

        assertThat(inn.book)
                .isEqualTo(List.of(
                        "Channel.onConnect",
                        "Server.onConnect",
                        "Channel.onDetached",
                        "Channel.onClose LOST",
                        "Server.onDisconnect"));
    }

    @Test
    void whoIsSentAwayDoesNotComeAgainAndWhoLeavesIsAskedNothing() {
        Inn inn = open(WITH_SESSIONS);
        Traveller rude = arrive(RETURNING);
        inn.channels().get(0).kick("no boots on the table");
        pumpUntil(rude, "onDisconnected KICKED");
        assertThat(rude.diary).isEqualTo(List.of("onConnected", "onDisconnected KICKED"));

        Traveller polite = arrive(RETURNING);
        polite.close();
        pumpUntil(polite, "onDisconnected CLOSED");
        assertThat(polite.diary).isEqualTo(List.of("onConnected", "onDisconnected CLOSED"));
        lab.advance(Duration.ofSeconds(1));
        assertThat(inn.book).endsWith("Channel.onClose PEER_CLOSED", "Server.onDisconnect");
    }
}
