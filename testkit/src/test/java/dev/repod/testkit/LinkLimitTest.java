package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Admission;
import dev.repod.Authenticator;
import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.Event;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.SamePrincipal;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server lets in, and how fast it lets that send: whole servers, in virtual time. */
class LinkLimitTest {
    private static final String HELLO = "94 01 01 00 80";
    private static final String HELLO_WITH_SESSIONS = "94 01 01 01 80";

    @RegisterExtension
    private final LogLines log = new LogLines();

    private final List<CloseReason> reasons = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // by serve
    private Playground playground;

    @SuppressWarnings("NullAway.Init") // by serve
    private Arena arena;

    boolean hasIoThread() {
        return false;
    }

    private Arena serve(Limits limits) {
        return serve(options(limits));
    }

    private ServerOptions.Builder options(Limits limits) {
        return ServerOptions.builder().port(0).ioThread(hasIoThread()).limits(limits);
    }

    private Arena serve(ServerOptions.Builder options) {
        playground = new Playground(() -> new Arena(options.build()));
        arena = playground.arena;
        arena.whenChannelCloses = player -> reasons.add(Objects.requireNonNull(player.closeReason()));
        return arena;
    }

    private PlainPeer garbage() {
        PlainPeer peer = playground.joinPlain().sendPayload("c0");
        playground.settle();
        peer.end();
        playground.settle();
        return peer;
    }

    private static byte[] acts(int count) {
        byte[] one = Wire.encode(Message.of("act"));
        byte[] many = new byte[count * one.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        return many;
    }

    private long acted() {
        return arena.told.stream().filter("act 1"::equals).count();
    }

    @Nested
    class AFullServer {
        private static final String FULL = "limit exceeded: connections 2 is over the limit of 1";

        @Test
        void tellsAPlainPeerSoWithoutAGreetingAndNoChannelKnows() {
            serve(Limits.standard().withMaxConnections(1));
            playground.joinPlain();
            PlainPeer refused = playground.joinPlain();

            assertThat(refused.messages()).containsExactly(Message.of("error", "message", FULL));
            assertThat(refused.inputEnded).isTrue();
            refused.end();
            playground.settle();
            assertThat(refused.wasReset).isFalse();
            assertThat(arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1");
            assertThat(log.of("connection_refused"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsEntry("reason", CloseReason.Kind.LIMIT)
                            .containsEntry("error", "connections 2 is over the limit of 1")
                            .containsKey("addr"));
            assertThat(log.of("peer_broken")).isEmpty();
        }

        @Test
        void tellsAnExtendedPeerTheLimitInItsOwnWords() {
            serve(Limits.standard().withMaxConnections(1));
            playground.joinPlain();
            PlainPeer refused = playground.joinPlain();
            // [6, "limit", …, {"limit": "connections", "allowed": 1, "seen": 2}]
            assertThat(refused.payloads().get(0))
                    .startsWith("9406a56c696d6974")
                    .contains("a56c696d6974ab636f6e6e656374696f6e73");
        }

        @Test
        void letsTheNextOneInOnceThereIsRoom() {
            serve(Limits.standard().withMaxConnections(1));
            for (int i = 1; i <= 50; i++) {
                PlainPeer peer = playground.joinPlain();
                assertThat(arena.channels()).hasSize(1);
                assertThat(playground.joinPlain().inputEnded).isTrue();
                if (i % 2 == 0) {
                    peer.reset();
                } else {
                    peer.end();
                }
                playground.settle();
                assertThat(arena.channels()).isEmpty();
            }
        }

        @Test
        void letsAClientBackToItsSession() {
            serve(options(Limits.standard().withMaxConnections(1))
                    .sessions(Sessions.resumable(Duration.ofSeconds(30))));
            RecordingListener client = playground.join(() -> new RecordingListener(
                    ClientOptions.builder().reconnect(Reconnect.exponential()).build()));
            playground.lab.process(client).links().get(0).cut();
            playground.advance(Duration.ofSeconds(2));

            client.expect(Event.Reconnecting.class);
            assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.RESUMED);
            PlainPeer other = playground.joinPlain();
            assertThat(other.messages()).containsExactly(Message.of("connected"));
            other.sendPayload(HELLO_WITH_SESSIONS);
            playground.settle();
            assertThat(other.inputEnded).isTrue();
            assertThat(arena.channels()).hasSize(1);
        }

        @Test
        void isFullOfThoseThatWaitForTheirClientToo() {
            serve(options(Limits.standard().withMaxConnections(1))
                    .sessions(Sessions.resumable(Duration.ofSeconds(30))));
            PlainPeer gone = playground.joinPlain().sendPayload(HELLO_WITH_SESSIONS);
            playground.settle();
            gone.reset();
            playground.settle();
            PlainPeer refused = playground.joinPlain().sendPayload(HELLO);
            playground.settle();
            assertThat(refused.inputEnded).isTrue();

            playground.advance(Duration.ofSeconds(31));
            PlainPeer later = playground.joinPlain().sendPayload(HELLO);
            playground.settle();
            assertThat(later.inputEnded).isFalse();
            assertThat(arena.channels()).hasSize(1);
        }
    }

    @Test
    void whoTakesHisOwnPlaceFindsRoomOnAFullServer() {
        serve(options(Limits.standard().withMaxConnections(1))
                .authenticator(Authenticator.of(
                        who -> Admission.accept(who.credentials().getString("name")))));
        PlainPeer first = playground.joinPlain().send("authenticate", "name", "ann");
        playground.settle();
        PlainPeer other = playground.joinPlain().send("authenticate", "name", "bob");
        playground.settle();
        assertThat(other.lastText()).startsWith("limit exceeded: connections 2");
        assertThat(first.inputEnded).isFalse();

        PlainPeer again = playground.joinPlain().send("authenticate", "name", "ann");
        playground.settle();
        assertThat(again.messages()).contains(Message.of("authenticated"));
        assertThat(first.inputEnded).isTrue();
    }

    @Nested
    class AnAddress {
        @Test
        void thatGuessesIsNotAskedUntilTheMinuteIsOver() {
            Limits limits = Limits.standard().withMaxFailedHandshakes(2);
            serve(options(limits)
                    .authenticator(
                            Authenticator.of(who -> switch (who.credentials().getString("token")) {
                                case "right" -> Admission.accept("ann");
                                case "fault" -> throw new IllegalStateException("the accounts are not there");
                                default -> Admission.refuse("wrong token");
                            }))
                    .samePrincipal(SamePrincipal.REFUSE));
            PlainPeer honest = login("right");
            assertThat(arena.channels()).hasSize(1);
            for (int i = 0; i < 9; i++) {
                assertThat(login("fault").lastText()).startsWith("rejected: internal error");
                assertThat(login("right").lastText()).isEqualTo("rejected: already connected");
            }
            for (int i = 0; i < 2; i++) {
                assertThat(login("wrong").lastText()).isEqualTo("rejected: wrong token");
            }
            PlainPeer unasked = playground.joinPlain().send("act");
            playground.settle();
            assertThat(unasked.lastText()).startsWith("rejected: authentication is required");

            assertThat(login("right").messages())
                    .containsExactly(Message.of(
                            "error", "message", "limit exceeded: failed_handshakes 3 is over the limit of 2"));
            honest.end();
            playground.advance(Duration.ofMinutes(1));
            assertThat(login("right").messages()).contains(Message.of("authenticated"));
        }

        private PlainPeer login(String token) {
            PlainPeer peer = playground.joinPlain().send("authenticate", "token", token);
            playground.settle();
            return peer;
        }

        @Test
        void thatHasManyConnectionsGetsNoMore() {
            serve(Limits.standard().withMaxConnectionsPerAddress(2));
            playground.joinPlain();
            playground.joinPlain();
            assertThat(playground.joinPlain().messages())
                    .containsExactly(Message.of(
                            "error", "message", "limit exceeded: connections_per_address 3 is over the limit of 2"));
        }

        @Test
        void thatSendsGarbageIsNotHeardUntilTheMinuteIsOver() {
            serve(Limits.standard().withMaxFailedHandshakes(3));
            PlainPeer honest = playground.joinPlain();
            for (int i = 0; i < 4; i++) {
                assertThat(garbage().messages()).contains(Message.of("connected"));
            }
            assertThat(playground.joinPlain().messages())
                    .containsExactly(Message.of(
                            "error", "message", "limit exceeded: failed_handshakes 4 is over the limit of 3"));
            honest.send("act");
            playground.settle();
            assertThat(acted()).isOne();

            playground.advance(Duration.ofMinutes(1));
            assertThat(playground.joinPlain().messages()).containsExactly(Message.of("connected"));
        }

        @Test
        void thatIsOnlyLookingIsNoOffender() {
            serve(Limits.standard().withMaxFailedHandshakes(1));
            for (int i = 0; i < 10; i++) {
                playground.joinPlain().end();
                playground.settle();
            }
            assertThat(playground.joinPlain().messages()).containsExactly(Message.of("connected"));
        }
    }

    @Nested
    class Handshakes {
        @Test
        void inProgressAreLimitedUntilItIsKnownWhoIsThere() {
            serve(options(Limits.standard().withMaxHandshakes(2)).sessions(Sessions.resumable(Duration.ofSeconds(30))));
            PlainPeer first = playground.joinPlain();
            playground.joinPlain();
            PlainPeer refused = playground.joinPlain();
            assertThat(refused.messages())
                    .containsExactly(
                            Message.of("error", "message", "limit exceeded: handshakes 3 is over the limit of 2"));

            first.sendPayload(HELLO);
            playground.settle();
            assertThat(playground.joinPlain().messages()).containsExactly(Message.of("connected"));
        }

        @Test
        void ofManyRefusedOnesAreToldOnlyToSomeAndLoggedToFewer() {
            serve(options(Limits.standard().withMaxHandshakes(1)).sessions(Sessions.resumable(Duration.ofSeconds(30))));
            List<PlainPeer> peers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                peers.add(new PlainPeer(playground.lab).connect(playground.port()));
            }
            playground.settle();

            assertThat(peers.stream().filter(peer -> !peer.messages().isEmpty()))
                    .hasSize(257);
            assertThat(peers.stream().filter(peer -> peer.closed || peer.inputEnded))
                    .hasSize(399);
            assertThat(log.of("connection_refused")).hasSizeBetween(20, 22);
            playground.advance(Duration.ofSeconds(3));
            PlainPeer late = playground.joinPlain();
            assertThat(late.messages()).containsExactly(Message.of("connected"));
            playground.joinPlain();
            assertThat(log.of("connection_refused"))
                    .last()
                    .satisfies(line -> assertThat(line).containsKey("left_out"));
        }
    }

    @Nested
    class BrokenLinks {
        @Test
        void thatNeverWereAChannelLeaveALineToo() {
            serve(options(Limits.standard()).sessions(Sessions.resumable(Duration.ofSeconds(30))));
            garbage();
            assertThat(arena.told).isEmpty();
            assertThat(log.of("peer_broken"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).containsEntry("reason", CloseReason.Kind.PROTOCOL_ERROR));
        }
    }

    @Nested
    class AClientThatSendsFast {
        private final Limits hundred =
                Limits.standard().withMaxMessagesPerSecond(100).withBurst(Duration.ofSeconds(1));

        @Test
        void isWarnedThenItsMessagesAreDroppedThenItIsClosed() {
            serve(hundred);
            PlainPeer fast = playground.joinPlain().sendBytes(acts(80));
            playground.settle();
            assertThat(fast.messages())
                    .endsWith(Message.of("error", "message", "too fast: more than 100 messages a second"));
            assertThat(log.of("rate_warning"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsEntry("rule", "messages_per_second")
                            .containsEntry("allowed", 100L)
                            .containsKeys("seen", "addr"));

            fast.sendBytes(acts(60));
            playground.settle();
            assertThat(acted()).isBetween(100L, 110L);
            assertThat(arena.channels()).hasSize(1);

            fast.sendBytes(acts(100));
            playground.settle();
            CloseReason reason = Objects.requireNonNull(closeReason());
            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.LIMIT);
            assertThat(reason.limit()).isEqualTo("messages_per_second");
            assertThat(reason.allowed()).isEqualTo(100);
            assertThat(reason.seen()).isGreaterThan(100);
            assertThat(log.of("peer_broken")).hasSize(1);
        }

        private CloseReason closeReason() {
            assertThat(arena.channels()).isEmpty();
            assertThat(arena.told).endsWith("Channel.onClose 1 LIMIT", "Server.onDisconnect 1");
            return reasons.get(0);
        }

        @Test
        void isOnlyLoggedInADryRun() {
            serve(hundred.withDryRun(true));
            playground.joinPlain().sendBytes(acts(1000));
            playground.settle();

            assertThat(acted()).isEqualTo(1000);
            assertThat(arena.channels()).hasSize(1);
            assertThat(log.of("rate_exceeded"))
                    .extracting(line -> line.get("would"))
                    .containsExactly("warn", "drop", "close");
            assertThat(log.of("rate_exceeded").get(2))
                    .containsEntry("rule", "messages_per_second")
                    .containsEntry("allowed", 100L)
                    .containsKeys("seen", "addr");
        }

        @Test
        void isNotOneBecauseTheServerDidNotReadForFiveSeconds() {
            serve(hundred);
            PlainPeer legal = playground.joinPlain();
            playground.advance(Duration.ofSeconds(2));
            arena.loop().execute(() -> playground.lab.advance(Duration.ofSeconds(5)));
            sendForSeconds(legal, 10);

            assertThat(acted()).isEqualTo(1000);
            assertThat(log.of("rate_warning")).isEmpty();
        }

        @Test
        void isNotOneBecauseItWaitedForTheServerToHaveRoom() {
            serve(hundred);
            PlainPeer legal = playground.joinPlain();
            arena.whenActs = (player, message) -> {
                if (acted() % 300 == 0) {
                    playground.lab.advance(Duration.ofSeconds(3));
                }
            };
            sendForSeconds(legal, 20);
            playground.advance(Duration.ofSeconds(30));

            assertThat(acted()).isEqualTo(2000);
            assertThat(log.of("rate_warning")).isEmpty();
        }

        private void sendForSeconds(PlainPeer peer, int seconds) {
            for (int i = 0; i < seconds * 20; i++) {
                peer.sendBytes(acts(5));
                playground.advance(Duration.ofMillis(50));
            }
        }
    }

    @Nested
    class AFrameThatComesSlowly {
        @Test
        void endsTheLinkFiveSecondsAfterItsBeginning() {
            serve(Limits.standard());
            PlainPeer slow = playground.joinPlain();
            byte[] frame = acts(1);
            for (int i = 0; i < 5; i++) {
                assertThat(arena.channels()).hasSize(1);
                slow.sendBytes(frame[i]);
                playground.advance(Duration.ofMillis(999));
            }
            playground.advance(Duration.ofMillis(100));
            assertThat(arena.told).endsWith("Channel.onClose 1 TIMED_OUT", "Server.onDisconnect 1");
        }

        @Test
        void isLegalWhileItIsFinishedInTime() {
            serve(Limits.standard());
            PlainPeer slow = playground.joinPlain();
            byte[] frame = acts(1);
            Duration pause = Duration.ofMillis(4800).dividedBy(frame.length - 1);
            for (int round = 0; round < 10; round++) {
                for (byte b : frame) {
                    slow.sendBytes(b);
                    playground.advance(pause);
                }
            }
            assertThat(acted()).isEqualTo(10);
            assertThat(arena.channels()).hasSize(1);
        }
    }

    @Nested
    class TheMemoryOfAll {
        @Test
        void isNotTakenByFramesThatAreNeverFinished() {
            serve(Limits.standard().withMaxBufferedBytes(1 << 20));
            PlainPeer honest = playground.joinPlain();
            byte[] begun = new byte[100_000];
            begun[1] = 4;
            for (int i = 0; i < 30; i++) {
                playground.joinPlain().sendBytes(begun);
                playground.settle();
            }
            assertThat(arena.channels()).hasSizeLessThan(12);
            assertThat(reasons)
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason.limit()).isEqualTo("buffered_bytes"));
            honest.send("act");
            playground.settle();
            assertThat(acted()).isOne();
            assertThat(log.of("peer_broken")).isNotEmpty();
        }
    }
}
