package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.Event;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Wire;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SendingTest {
    record Blob(byte[] bytes) {}

    record Counted(int n) {
        static int reads;

        @Override
        public int n() {
            reads++;
            return n;
        }
    }

    /** Does something of its own between the writing of its two parts. */
    record Busy(String first, String second) {
        static Runnable between = () -> {};

        @Override
        public String second() {
            between.run();
            return second;
        }
    }

    /** A channel that does too early what it could do in onConnect. */
    static final class Hasty extends Arena.Player {
        final int sent = send(Message.of("hello")) + send(new Blob(new byte[1]));
    }

    @RegisterExtension
    final LogLines log = new LogLines();

    private static ClientOptions accepting(int frameBytes) {
        return ClientOptions.builder()
                .limits(Limits.standard().withMaxFrameBytes(frameBytes))
                .build();
    }

    @Test
    void aSendInAChannelsConstructorSendsNothingAndWarns() {
        Playground playground = new Playground(() -> new Arena(Hasty::new, Arena.ANY_PORT));
        RecordingListener client = playground.join();

        assertThat(((Hasty) playground.arena.player(1)).sent).isZero();
        client.expectNothing();
        assertThat(log.of("send_before_connected"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("channel", Hasty.class.getName()));
    }

    @Test
    void aClientsSendBeforeItIsConnectedSendsNothingAndWarnsOnce() {
        Playground playground = new Playground();
        RecordingListener client = playground.begin(RecordingListener::new);

        assertThat(client.send(Message.of("act"))).isZero();
        playground.lab.advance(java.time.Duration.ofMillis(20));
        assertThat(client.send(Message.of("act"))).isZero();
        assertThat(log.of("send_before_connected")).hasSize(1);
        playground.settle();
        assertThat(client.send(Message.of("act"))).isPositive();
        playground.settle();
        assertThat(playground.arena.told).filteredOn("act 1"::equals).hasSize(1);
    }

    @Test
    void aSendWithoutAConnectionSendsNothing() {
        Playground playground = new Playground();
        RecordingListener client = playground.lab.open(RecordingListener::new);
        assertThat(client.send(Message.of("act"))).isZero();
        assertThat(client.isConnected()).isFalse();
    }

    @Test
    void sendAnswersTheBytesThatItQueuedOnBothSides() {
        Playground playground = new Playground();
        RecordingListener client = playground.join();
        Message message = Message.of("act", "n", 1);

        assertThat(client.send(message)).isEqualTo(Wire.encode(message).length);
        assertThat(client.send(new Blob(new byte[10]))).isEqualTo(Wire.encode(new Blob(new byte[10])).length);
        assertThat(playground.arena.player(1).send(message)).isEqualTo(Wire.encode(message).length);
    }

    @Test
    void afterACloseNothingIsSent() {
        Playground playground = new Playground();
        RecordingListener client = playground.join();
        client.close();

        assertThat(client.send(Message.of("act"))).isZero();
        playground.settle();
        assertThat(client.send(Message.of("act"))).isZero();
        assertThat(log.of("send_before_connected")).isEmpty();
        assertThat(playground.arena.told).doesNotContain("act 1");
    }

    @Test
    void whatWasSentBeforeACloseArrives() {
        Playground playground = new Playground();
        RecordingListener client = playground.join();
        for (int i = 0; i < 1000; i++) {
            client.send(Message.of("act", "padding", new byte[1000]));
        }
        client.close();
        playground.settle();

        assertThat(playground.arena.told).filteredOn("act 1"::equals).hasSize(1000);
        assertThat(playground.arena.told).endsWith("Channel.onClose 1 PEER_CLOSED", "Server.onDisconnect 1");
    }

    @Test
    void messagesKeepTheirOrderFromLoopAndGameThread() {
        Playground playground = new Playground();
        RecordingListener client = playground.join();
        for (int i = 0; i < 50; i++) {
            playground.arena.player(1).send(Message.of("n", "i", i));
        }
        playground.arena.loop().execute(() -> {
            for (int i = 50; i < 100; i++) {
                playground.arena.player(1).send(Message.of("n", "i", i));
            }
        });
        playground.settle();

        for (int i = 0; i < 100; i++) {
            assertThat(client.expect("n").getInt("i")).isEqualTo(i);
        }
        client.expectNothing();
    }

    @Test
    void aBroadcastIsEncodedOnceForAHundredClients() {
        Playground playground = new Playground();
        for (int i = 0; i < 100; i++) {
            playground.joinPlain();
        }
        RecordingListener last = playground.join();
        Counted.reads = 0;
        playground.arena.loop().execute(() -> playground.arena.sendToAll(new Counted(5)));
        playground.settle();

        assertThat(last.expect("counted").getInt("n")).isEqualTo(5);
        assertThat(Counted.reads).isEqualTo(1);
    }

    @Test
    void aBroadcastExceptOneLeavesThatOneOut() {
        Playground playground = new Playground();
        RecordingListener first = playground.join();
        RecordingListener second = playground.join();
        playground.arena.sendToAllExcept(playground.arena.player(1), Message.of("news"));
        playground.arena.sendToAllExcept(playground.arena.player(2), new Counted(1));
        playground.settle();

        first.expect("counted");
        first.expectNothing();
        second.expect("news");
        second.expectNothing();
    }

    @Test
    void aBroadcastLeavesOutAPeerWithALowerLimitAndSaysSo() {
        Playground playground = new Playground();
        RecordingListener small = playground.join(() -> new RecordingListener(accepting(1000)));
        RecordingListener large = playground.join();
        playground.arena.sendToAll(new Blob(new byte[2000]));
        playground.arena.sendToAll(new Blob(new byte[100]));
        playground.settle();

        small.expect("blob");
        small.expectNothing();
        large.expect("blob");
        large.expect("blob");
        assertThat(log.of("broadcast_over_peer_limit"))
                .singleElement()
                .satisfies(
                        line -> assertThat(line).containsEntry("action", "blob").containsKeys("bytes", "addr"));
    }

    @Test
    void aMessageOverThePeersLimitFailsAtTheCall() {
        Playground playground = new Playground();
        RecordingListener small = playground.join(() -> new RecordingListener(accepting(1000)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> playground.arena.player(1).send(new Blob(new byte[2000])))
                .withMessageMatching("blob: 20\\d\\d bytes are over the peer's limit of 1000 bytes a message");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.send(new Blob(new byte[2000])))
                .withMessageMatching("blob: 20\\d\\d bytes are over this side's limit of 1000 bytes a message");
        playground.settle();
        small.expectNothing();
        assertThat(small.isConnected()).isTrue();
    }

    @Test
    void whoAcceptsTooLittleFailsTheGameOnceAndIsGoneThen() {
        Playground playground = new Playground();
        playground.arena.whenActs =
                (player, message) -> playground.arena.channels().forEach(each -> each.send(new Blob(new byte[2000])));
        playground.join(() -> new RecordingListener(accepting(1000)));
        RecordingListener honest = playground.join();

        honest.send(Message.of("act"));
        playground.settle();
        assertThat(playground.arena.errors).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThat(playground.arena.told).contains("Channel.onClose 1 LIMIT").doesNotContain("Channel.onClose 2 LIMIT");

        honest.send(Message.of("act"));
        playground.settle();
        honest.expect("error");
        honest.expect("blob");
        assertThat(playground.arena.errors).hasSize(1);
    }

    @Test
    void soDoesHeWhereATickOfTheGamesFailsByHim() {
        Playground playground = new Playground(() -> new Arena() {
            @Override
            protected void onTick(double seconds) {
                channels().stream().filter(Channel::isExtended).forEach(each -> each.send(new Blob(new byte[2000])));
            }
        });
        RecordingListener small = playground.join(() -> new RecordingListener(accepting(1000)));
        playground.settle();

        CloseReason reason = small.expect(Event.Disconnected.class).reason();
        assertThat(reason.limit()).isEqualTo("peer_frame_bytes");
        assertThat(reason.allowed()).isEqualTo(1000);
        assertThat(reason.seen()).isBetween(2000L, 2100L);
        assertThat(log.of("server_error")).hasSize(1);
    }

    @Test
    void whoComesAgainAndAgainToAcceptTooLittleIsNotLetIn() {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .limits(Limits.standard().withMaxFailedHandshakes(2))
                .build();
        Playground playground = new Playground(() -> new Arena(options));
        playground.arena.whenActs = (player, message) -> player.send(new Blob(new byte[2000]));
        for (int i = 0; i < 3; i++) {
            playground.join(() -> new RecordingListener(accepting(1000))).send(Message.of("act"));
            playground.settle();
        }
        assertThat(playground.joinPlain().lastText()).startsWith("limit exceeded: failed_handshakes");
    }

    @Test
    void aClientLearnsTheServersLimits() {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .limits(Limits.standard().withMaxFrameBytes(500).withMaxDepth(3))
                .build();
        Playground playground = new Playground(() -> new Arena(options));
        RecordingListener client = playground.join();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.send(Message.of("blob", "bytes", new byte[500])))
                .withMessageContaining("the peer's limit of 500 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.send(Message.of("deep", "a", List.of(List.of(List.of())))))
                .withMessage("deep: a nesting of 4 is over the peer's limit of 3");
        assertThat(client.send(Message.of("deep", "a", List.of(List.of())))).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> playground.arena.sendToAll(Message.of("blob", "bytes", new byte[500])))
                .withMessageContaining("this side's limit of 500 bytes");
    }

    @Test
    void whatCannotBeSentFailsAtTheCallByItsPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of("state", "players", List.of(1, 2, 3, Map.of("weapon", new File("sword")))))
                .withMessage("state.players[3].weapon: java.io.File cannot be sent");
    }

    @Test
    void aRelayedMessageArrivesAsItCame() {
        Playground playground = new Playground();
        playground.arena.whenActs = (player, message) -> player.server().sendToAll(message);
        RecordingListener one = playground.join();
        PlainPeer two = playground.joinPlain();
        Message message = Message.of("act", "nested", Map.of(1, List.of(2.5, "text")), "nothing", null);
        one.send(message);
        playground.settle();

        assertThat(one.expect("act")).isEqualTo(message);
        assertThat(two.messages()).last().isEqualTo(message);
        assertThat(one.events()).isEqualTo(List.<Event>of());
    }

    /** Whoever sends has one place to write to, the loop too: a record that sends while it is written needs another. */
    @Test
    void aRecordThatSendsWhileItIsWrittenDamagesNeither() {
        Playground playground = new Playground();
        RecordingListener client = playground.join();
        Busy busy = new Busy("a", "b".repeat(1000));
        playground.arena.whenActs = (player, message) -> {
            Busy.between = () -> player.send(new Blob(new byte[3]));
            player.send(busy);
            player.send(message);
        };
        client.send(Message.of("act"));
        playground.settle();

        assertThat(client.expect("blob")).isEqualTo(Message.of("blob", "bytes", new byte[3]));
        assertThat(client.expect("busy")).isEqualTo(Message.from(busy));
        client.expect("act");
        client.expectNothing();
    }

    @Test
    void aRecordThatFailsHalfWrittenLeavesNothingBehind() {
        Playground playground = new Playground();
        RecordingListener client = playground.join();
        playground.arena.whenActs = (player, message) -> {
            Busy.between = () -> {
                throw new IllegalStateException("out of breath");
            };
            assertThatIllegalStateException().isThrownBy(() -> player.send(new Busy("a", "b")));
            player.send(new Blob(new byte[3]));
        };
        client.send(Message.of("act"));
        playground.settle();

        assertThat(client.expect("blob")).isEqualTo(Message.of("blob", "bytes", new byte[3]));
        client.expectNothing();
        assertThat(playground.arena.errors).isEmpty();
    }
}
