package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.ClientOptions;
import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PumpTest {
    record Hit(int points) {}

    /** A client with handlers of its own; what has none is recorded. */
    static final class Player extends RecordingListener {
        final List<Integer> hits = new ArrayList<>();

        @On
        void hit(Hit hit) {
            hits.add(hit.points());
            if (hit.points() == 13) {
                throw new IllegalStateException("bad luck");
            }
        }

        @On
        void checked(Message message) throws java.io.IOException {
            if (!message.has("harmless")) {
                throw new java.io.IOException("checked");
            }
        }
    }

    @RegisterExtension
    final LogLines log = new LogLines();

    private final Playground playground = new Playground();
    private final NetworkLab lab = playground.lab;
    private final Arena arena = playground.arena;

    private void sendHits(int... points) {
        for (int each : points) {
            arena.sendToAll(new Hit(each));
        }
        lab.advance(Duration.ofMillis(20));
    }

    @Test
    void nothingIsToldOutsideOfPump() {
        Player player = playground.join(Player::new);
        sendHits(1, 2);

        assertThat(player.hits).isEmpty();
        assertThat(player.pump()).isEqualTo(2);
        assertThat(player.hits).containsExactly(1, 2);
        assertThat(player.pump()).isZero();
    }

    @Test
    void pumpWithinPumpIsRefusedAndTheOuterOneGoesOn() {
        Doing client = playground.join(Doing::new);
        client.whenMessage =
                () -> assertThatIllegalStateException().isThrownBy(client::pump).withMessageContaining("pump()");
        sendHits(1, 2);

        assertThat(client.pump()).isEqualTo(2);
    }

    @Test
    void pumpDeliversOnlyWhatWasQueuedWhenItWasCalled() {
        Doing client = playground.join(Doing::new);
        client.whenMessage = () -> sendHits(9);
        sendHits(1, 2);

        assertThat(client.pump()).isEqualTo(2);
        assertThat(client.events()).hasSize(2);
        client.whenMessage = () -> {};
        assertThat(client.pump()).isEqualTo(2);
    }

    @Test
    void aHandlersExceptionLeavesPumpAndTheRestStaysQueued() {
        Player player = playground.join(Player::new);
        sendHits(1, 13, 2, 3);

        assertThatIllegalStateException().isThrownBy(player::pump).withMessage("bad luck");
        assertThat(player.hits).containsExactly(1, 13);
        assertThat(player.pump()).isEqualTo(2);
        assertThat(player.hits).containsExactly(1, 13, 2, 3);
        assertThat(player.isConnected()).isTrue();
    }

    @Test
    void aCheckedExceptionLeavesPumpAsItIs() {
        Player player = playground.join(Player::new);
        arena.sendToAll(Message.of("checked"));
        lab.advance(Duration.ofMillis(20));

        assertThatExceptionOfType(java.io.IOException.class)
                .isThrownBy(player::pump)
                .withMessage("checked");
    }

    @Test
    void aCallbacksExceptionLeavesPumpToo() {
        Doing client = playground.begin(Doing::new);
        client.whenConnected = () -> {
            throw new IllegalStateException("in onConnected");
        };
        arena.whenServerConnects = player -> player.send(Message.of("welcome"));
        lab.advance(Duration.ofMillis(20));

        assertThatIllegalStateException().isThrownBy(client::pump).withMessage("in onConnected");
        assertThat(client.pump()).isEqualTo(1);
        client.expect(Event.Connected.class);
        client.expect("welcome");
    }

    @Test
    void aMessageThatDoesNotDecodeGoesToOnUnhandledAndTheLog() {
        Player player = playground.join(Player::new);
        arena.sendToAll(Message.of("hit", "points", "many"));
        arena.sendToAll(Message.of("hit"));
        sendHits(5);
        player.pump();

        assertThat(player.expect("hit").getString("points")).isEqualTo("many");
        player.expect("hit");
        player.expectNothing();
        assertThat(player.hits).containsExactly(5);
        assertThat(log.of("message_invalid"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsEntry("action", "hit"));
        playground.settle();
        assertThat(arena.told).noneMatch(line -> line.contains("onUnhandled"));
    }

    @Test
    void afterCloseNoMessageComesOnlyTheEnd() {
        Player player = playground.join(Player::new);
        sendHits(1, 2);
        player.close();
        assertThat(player.isConnected()).isFalse();

        assertThat(player.pump()).isEqualTo(1);
        assertThat(player.hits).isEmpty();
        assertThat(player.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
        playground.settle();
        player.expectNothing();
    }

    @Test
    void aCloseInAHandlerEndsThatPumpsMessages() {
        Doing client = playground.join(Doing::new);
        client.whenMessage = client::close;
        sendHits(1, 2, 3);
        client.pump();
        client.pump();

        client.expect("hit");
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
        client.expectNothing();
    }

    @Test
    void aCloseInOnConnectedIsFollowedByTheEndAlone() {
        arena.whenServerConnects = player -> player.send(Message.of("welcome"));
        Doing client = playground.begin(Doing::new);
        client.whenConnected = client::close;
        playground.settle();
        playground.settle();

        client.expect(Event.Connected.class);
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
        client.expectNothing();
        assertThat(arena.told).endsWith("Channel.onClose 1 PEER_CLOSED", "Server.onDisconnect 1");
    }

    @Test
    void aMinuteWithoutPumpDoesNotLoseTheConnection() {
        Player player = playground.join(Player::new);
        for (int i = 0; i < 60; i++) {
            sendHits(i == 13 ? 0 : i);
            lab.advance(Duration.ofSeconds(1));
        }

        assertThat(player.pump()).isEqualTo(60);
        assertThat(player.isConnected()).isTrue();
    }

    /** One whose server lets as much wait for a client as there is, for as long as it takes. */
    private static Playground patientPlayground() {
        Limits limits = Limits.standard().withMaxQueuedBytes(1 << 30).withMaxQueuedTime(Duration.ofDays(1));
        return new Playground(
                () -> new Arena(ServerOptions.builder().port(0).limits(limits).build()));
    }

    @Test
    void aFullInboxStopsTheReadingAndNothingIsLost() {
        Playground playground = patientPlayground();
        Arena arena = playground.arena;
        ClientOptions options = ClientOptions.builder().inboxBytes(64 << 10).build();
        RecordingListener client = playground.join(() -> new RecordingListener(options));
        for (int i = 0; i < 2000; i++) {
            arena.player(1).send(Message.of("n", "i", i, "padding", new byte[1000]));
        }
        playground.lab.advance(Duration.ofMinutes(1));

        int waiting = client.pump();
        // The bound, and at the most what one read brought over it.
        assertThat(waiting).isBetween(60, 125);
        for (int pumps = 0; client.events().size() < 2000 && pumps < 1000; pumps++) {
            playground.settle();
        }
        for (int i = 0; i < 2000; i++) {
            assertThat(client.expect("n").getInt("i")).isEqualTo(i);
        }
        client.expectNothing();
    }

    @Test
    void anEndBehindAFullInboxIsToldAfterTheMessages() {
        ClientOptions options = ClientOptions.builder().inboxBytes(64 << 10).build();
        RecordingListener client = playground.join(() -> new RecordingListener(options));
        for (int i = 0; i < 200; i++) {
            arena.player(1).send(Message.of("n", "padding", new byte[1000]));
        }
        arena.player(1).kick("enough");
        for (int pumps = 0; client.isConnected() && pumps < 100; pumps++) {
            playground.settle();
        }

        for (int i = 0; i < 200; i++) {
            client.expect("n");
        }
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.KICKED);
        client.expectNothing();
    }
}
