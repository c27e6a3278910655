package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.Keepalive;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is alive and who is not: peers that freeze, cables that are pulled, and programs that only stall. */
final class KeepaliveTest {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(15);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @RegisterExtension
    final LogLines log = new LogLines();

    private static List<String> endings(Arena arena) {
        return arena.told.stream().filter(line -> line.contains("onClose")).toList();
    }

    @Nested
    class Extended {
        private final Playground playground = new Playground();
        private final Arena arena = playground.arena;
        private final RecordingListener client = playground.join();

        @Test
        void silenceOfTheGameIsNoSilenceOfTheLink() {
            playground.advance(Duration.ofHours(1));

            assertThat(client.isConnected()).isTrue();
            assertThat(arena.told).hasSize(2);
            client.expectNothing();
        }

        @Test
        void aFrozenClientIsDeadWithinTimeoutAndInterval() {
            playground.lab.process(client).freeze();
            playground.lab.advance(DEAD_AFTER.minus(INTERVAL));
            assertThat(endings(arena)).isEmpty();

            playground.lab.advance(INTERVAL.multipliedBy(2));

            assertThat(endings(arena)).containsExactly("Channel.onClose 1 TIMED_OUT");
        }

        @Test
        void aFrozenServerIsDeadWithinTimeoutAndInterval() {
            playground.lab.process(arena).freeze();
            playground.advance(DEAD_AFTER.plus(INTERVAL));

            assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.TIMED_OUT);
            client.expectNothing();
        }

        @Test
        void aPulledCableIsNoticedByBoth() {
            playground.lab.process(client).unplug();
            playground.advance(DEAD_AFTER.plus(INTERVAL));

            assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(endings(arena)).containsExactly("Channel.onClose 1 TIMED_OUT");
        }

        @Test
        void aClientWhoseGameDoesNotPumpForAnHourIsAlive() {
            playground.lab.advance(Duration.ofHours(1));
            assertThat(endings(arena)).isEmpty();

            playground.pump();

            assertThat(client.isConnected()).isTrue();
            assertThat(log.of("pump_late"))
                    .singleElement()
                    .satisfies(line -> assertThat((Long) line.get("millis")).isBetween(3_600_000L, 3_600_100L));
            playground.pump();
            assertThat(log.of("pump_late")).hasSize(1);
        }

        /** Everything that belongs to a stalled process happens later, as for one that was stopped and goes on. */
        @ParameterizedTest
        @ValueSource(ints = {2, 10, 14})
        void aStallBelowTheTimeoutEndsNothing(int seconds) {
            playground.lab.process(arena).freeze(Duration.ofSeconds(seconds));
            playground.advance(Duration.ofMinutes(1));
            playground.lab.process(client).freeze(Duration.ofSeconds(seconds));
            playground.advance(Duration.ofMinutes(1));

            assertThat(client.isConnected()).isTrue();
            assertThat(endings(arena)).isEmpty();
        }

        @Test
        void aServerThatStallsForLongJudgesNobodyForIt() {
            RecordingListener patient = playground.join(() -> new RecordingListener(ClientOptions.builder()
                    .keepalive(Keepalive.standard().deadAfter(Duration.ofHours(1)))
                    .build()));
            arena.whenActs = (player, message) -> playground.lab.advance(Duration.ofMinutes(5));
            patient.send(Message.of("act"));
            playground.settle();
            playground.advance(Duration.ofMinutes(1));

            assertThat(patient.isConnected()).isTrue();
            assertThat(endings(arena)).containsExactly("Channel.onClose 1 LOST");
            assertThat(log.of("loop_stalled")).hasSize(1);
        }

        @Test
        void theRoundTripIsMeasuredOnBothSides() {
            playground.lab.conditions(Conditions.standard().withLatency(Duration.ofMillis(40)));
            playground.advance(Duration.ofMinutes(10));

            assertThat(client.rtt()).isBetween(Duration.ofMillis(79), Duration.ofMillis(82));
            assertThat(arena.player(1).rtt()).isBetween(Duration.ofMillis(79), Duration.ofMillis(82));
        }

        @Test
        void theRoundTripIsKnownToAClientFromTheGreetingOn() {
            assertThat(client.rtt()).isBetween(Duration.ofMillis(2), Duration.ofMillis(10));
            assertThat(arena.player(1).rtt()).isZero();

            playground.advance(INTERVAL.plusSeconds(1));

            assertThat(arena.player(1).rtt()).isPositive();
        }
    }

    @Nested
    class WithAnIoThread {
        private final Playground playground = new Playground(
                () -> new Arena(ServerOptions.builder().port(0).ioThread(true).build()));
        private final Arena arena = playground.arena;
        private final RecordingListener client = playground.join();

        @Test
        void aGameThatStallsForMinutesLosesNobodyAndSaysSo() {
            arena.whenActs = (player, message) -> playground.lab.advance(Duration.ofMinutes(5));
            client.send(Message.of("act"));
            playground.settle();
            playground.advance(Duration.ofSeconds(30));

            assertThat(client.isConnected()).isTrue();
            assertThat(endings(arena)).isEmpty();
            assertThat(log.of("loop_stalled"))
                    .singleElement()
                    .satisfies(line -> assertThat((Long) line.get("millis")).isBetween(299_000L, 301_000L));
        }
    }

    @Nested
    class Plain {
        private final Playground playground = new Playground();
        private final Arena arena = playground.arena;
        private final PlainPeer peer = playground.joinKnownPlain();

        @Test
        void isNeverSentAMessageThatItWouldHaveToAnswer() {
            playground.advance(Duration.ofHours(1));

            assertThat(peer.messages()).containsExactly(Message.of("connected"));
            assertThat(endings(arena)).isEmpty();
        }

        @Test
        void isNotBotheredAtAllWhileItSpeaks() {
            for (int i = 0; i < 100; i++) {
                peer.send("act");
                playground.advance(Duration.ofSeconds(9));
            }

            assertThat(peer.payloads()).hasSize(1);
        }

        @Test
        void whoseCableIsPulledIsTimedOut() {
            playground.lab.process(arena).unplug();
            playground.advance(Duration.ofSeconds(50));

            assertThat(endings(arena)).containsExactly("Channel.onClose 1 TIMED_OUT");
        }

        @Test
        void serverWhoseCableIsPulledIsTimedOut() {
            PlainPeer server = new PlainPeer(playground.lab).listen(7000);
            RecordingListener client = playground.lab.open(RecordingListener::new);
            client.connect("localhost", 7000);
            playground.settle();
            server.send("connected");
            playground.advance(Duration.ofSeconds(1));
            client.pump();
            client.expect(Event.Connected.class);
            playground.lab.process(client).unplug();
            playground.advance(Duration.ofSeconds(50));
            client.pump();

            assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.TIMED_OUT);
        }
    }

    @Nested
    class PlainThatTakesPart {
        private final Playground playground = new Playground(() -> new Arena(ServerOptions.builder()
                .port(0)
                .keepalive(Keepalive.standard().plainPeers(true))
                .build()));
        private final Arena arena = playground.arena;
        private final PlainPeer peer = playground.joinKnownPlain();

        @Test
        void isPingedEachFiveSeconds() {
            playground.advance(Duration.ofSeconds(26));

            assertThat(peer.messages()).hasSize(6).endsWith(Message.of("ping"), Message.of("ping"));
        }

        @Test
        void livesWhileItAnswersAndItsAnswersReachNoHandler() {
            for (int i = 0; i < 30; i++) {
                playground.advance(Duration.ofSeconds(20));
                peer.send("pong");
            }

            assertThat(endings(arena)).isEmpty();
            assertThat(arena.told).hasSize(2);
        }

        @Test
        void livesByAnyTraffic() {
            for (int i = 0; i < 30; i++) {
                playground.advance(Duration.ofSeconds(20));
                peer.sendBytes((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 5);
            }

            assertThat(endings(arena)).isEmpty();
        }

        @Test
        void isDeadAfterThirtySecondsOfSilence() {
            playground.advance(Duration.ofSeconds(28));
            assertThat(endings(arena)).isEmpty();

            playground.advance(Duration.ofSeconds(4));

            assertThat(endings(arena)).containsExactly("Channel.onClose 1 TIMED_OUT");
            assertThat(peer.messages()).last().asString().contains("timed out");
        }

        @Test
        void keepsItsOwnPingsWithAnyOtherField() {
            peer.send("ping", "count", 1).send("pong", "x", 2);
            playground.settle();

            assertThat(arena.told).endsWith("Channel.onUnhandled 1 ping", "Channel.onUnhandled 1 pong");
        }

        @Test
        void isAnsweredWhereItPingsItself() {
            peer.send("ping");
            playground.settle();

            assertThat(peer.messages()).containsExactly(Message.of("connected"), Message.of("pong"));
            assertThat(arena.told).hasSize(2);
        }

        @Test
        void extendedPeersKeepThoseNamesForThemselves() {
            RecordingListener client = playground.join();
            client.send(Message.of("ping"));
            playground.advance(Duration.ofMinutes(1));

            assertThat(arena.told).contains("Channel.onUnhandled 2 ping");
            client.expectNothing();
        }
    }

    @Nested
    class APlainServerThatPings {
        private final NetworkLab lab = NetworkLab.seeded(1);
        private final PlainPeer server = new PlainPeer(lab).listen(7000);

        private RecordingListener join(Keepalive keepalive) {
            RecordingListener client = lab.open(() -> new RecordingListener(
                    ClientOptions.builder().keepalive(keepalive).build()));
            client.connect("localhost", 7000);
            lab.advance(Duration.ofMillis(20));
            server.send("connected");
            lab.advance(Duration.ofSeconds(1));
            client.pump();
            client.expect(Event.Connected.class);
            return client;
        }

        @Test
        void isAnsweredWhereItIsAskedFor() {
            RecordingListener client = join(Keepalive.standard().plainPeers(true));
            server.send("ping").send("ping", "count", 0);
            lab.advance(Duration.ofMillis(20));
            client.pump();

            assertThat(server.messages()).containsExactly(Message.of("pong"));
            assertThat(client.expect("ping").getInt("count")).isZero();
            client.expectNothing();
        }

        @Test
        void isAnOrdinaryOneOtherwise() {
            RecordingListener client = join(Keepalive.standard());
            server.send("ping");
            lab.advance(Duration.ofMillis(20));
            client.pump();

            client.expect("ping");
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void aPingFloodEndsWhoMakesItAndNobodyElse() {
        Playground playground = new Playground();
        RecordingListener bystander = playground.join();
        PlainPeer flood = playground.joinPlain();
        flood.sendPayload("94 01 01 00 80");
        for (int i = 0; i < 200; i++) {
            flood.sendPayload("92 03 07");
        }
        playground.advance(Duration.ofSeconds(1));

        assertThat(endings(playground.arena)).containsExactly("Channel.onClose 2 LIMIT");
        assertThat(flood.payloads().stream().filter(payload -> payload.equals("920407")))
                .hasSizeLessThanOrEqualTo(100);
        assertThat(bystander.isConnected()).isTrue();
        bystander.expectNothing();
    }

    @Test
    void theIntervalsAreOptions() {
        Playground playground = new Playground(() -> new Arena(ServerOptions.builder()
                .port(0)
                .keepalive(Keepalive.every(Duration.ofMillis(100)).deadAfter(Duration.ofMillis(300)))
                .build()));
        RecordingListener client = playground.join(() -> new RecordingListener(
                ClientOptions.builder().reconnect(Reconnect.never()).build()));
        playground.advance(Duration.ofMinutes(1));
        assertThat(client.isConnected()).isTrue();

        playground.lab.process(client).freeze();
        playground.lab.advance(Duration.ofMillis(410));

        assertThat(endings(playground.arena)).containsExactly("Channel.onClose 1 TIMED_OUT");
    }
}
