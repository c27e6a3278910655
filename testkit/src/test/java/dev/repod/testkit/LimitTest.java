package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.Event;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Wire;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a peer may ask of a server, and a server of a client. */
final class LimitTest {
    private static final Limits LOW = Limits.trusted().withMaxFrameBytes(1000).withMaxDepth(3);

    private static byte[] messageOf(int payloadBytes) {
        int overhead = Wire.encode(Message.of("act", "b", new byte[600])).length - 4 - 600;
        byte[] frame = Wire.encode(Message.of("act", "b", new byte[payloadBytes - overhead]));
        assertThat(frame).hasSize(4 + payloadBytes);
        return frame;
    }

    /** A message with maps and arrays nested so deep, the message itself being the first level. */
    private static String nested(int depth) {
        return "82 a6 616374696f6e a3 616374 a1 62 " + "91".repeat(depth - 2) + "90";
    }

    private final Playground playground = new Playground(
            () -> new Arena(ServerOptions.builder().port(0).limits(LOW).build()));
    private final Arena arena = playground.arena;
    private final PlainPeer peer = playground.joinPlain();
    private final Arena.Player player = arena.player(1);

    private CloseReason reason() {
        return Objects.requireNonNull(player.closeReason());
    }

    @Test
    void aFrameOfExactlyTheLimitIsTaken() {
        peer.sendBytes(messageOf(1000));
        playground.settle();

        assertThat(arena.told).endsWith("act 1");
    }

    @Test
    void aFrameOneOverTheLimitEndsTheConnectionBeforeItsBytesCome() {
        peer.sendBytes((byte) 0, (byte) 0, (byte) 3, (byte) 0xe9);
        playground.settle();

        assertThat(reason()).isEqualTo(CloseReason.overLimit("frame_bytes", 1000, 1001));
    }

    /** It could not be passed on: what the game would be blamed for is the sender's doing. */
    @Test
    void badTextThatWouldOutgrowTheLimitWhenMendedIsAnsweredAsInvalid() {
        peer.sendPayload("82 a6 616374696f6e a3 616374 a1 62 da 0190" + "ff".repeat(400));
        playground.settle();

        assertThat(arena.told).doesNotContain("act 1");
        assertThat(peer.messages())
                .last()
                .satisfies(answer -> assertThat(answer.getString("message"))
                        .startsWith("invalid act: ")
                        .contains("UTF-8"));
        peer.sendPayload("82 a6 616374696f6e a3 616374 a1 62 d9 64" + "ff".repeat(100));
        playground.settle();
        assertThat(arena.told).endsWith("act 1");
    }

    @Test
    void nestingIsTakenUpToTheLimitAndNoDeeper() {
        peer.sendPayload(nested(3));
        playground.settle();
        assertThat(arena.told).endsWith("act 1");

        peer.sendPayload(nested(4));
        playground.settle();
        assertThat(reason().kind()).isEqualTo(CloseReason.Kind.LIMIT);
        assertThat(reason().allowed()).isEqualTo(3);
    }

    @Test
    void theStandardLimitOfNestingIs32() {
        Playground standard = new Playground();
        PlainPeer deep = standard.joinPlain();
        deep.sendPayload(nested(32));
        standard.settle();
        assertThat(standard.arena.told).endsWith("act 1");

        deep.sendPayload(nested(33));
        standard.settle();
        assertThat(standard.arena.told).endsWith("Channel.onClose 1 LIMIT", "Server.onDisconnect 1");
    }

    @Test
    void aBombOfNestingEndsOneConnectionAndNothingElse() {
        RecordingListener other = playground.join();
        peer.sendPayload("91".repeat(900));
        playground.settle();

        assertThat(reason().kind()).isEqualTo(CloseReason.Kind.LIMIT);
        other.expectNothing();
        assertThat(other.isConnected()).isTrue();
    }

    @Test
    void aMapThatClaimsFourBillionEntriesIsAProtocolError() {
        peer.sendPayload("df ff ff ff ff a0");
        playground.settle();

        assertThat(reason().kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
    }

    @Test
    void whatIsNoMessageIsSkippedAndTheConnectionLivesOn() {
        for (String skipped : new String[] {
            "07",
            "c3",
            "a1 78",
            "c4 01 00",
            "d4 05 00",
            "80",
            "81 a1 61 01",
            "81 a6 616374696f6e 05",
            "93 28 01 02",
            "90"
        }) {
            peer.sendPayload(skipped);
        }
        peer.send("act");
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onConnect 1", "Server.onConnect 1", "act 1");
    }

    @Test
    void aFrameThatIsBegunMustBeFinishedInTime() {
        peer.sendBytes((byte) 0, (byte) 0);
        playground.lab.advance(Duration.ofMillis(4900));
        assertThat(player.isConnected()).isTrue();
        playground.lab.advance(Duration.ofMillis(200));

        assertThat(reason().kind()).isEqualTo(CloseReason.Kind.TIMED_OUT);
    }

    @Test
    void aByteEachSecondIsNoLifeForAFrame() {
        byte[] frame = messageOf(900);
        for (int i = 0; i < 10; i++) {
            peer.sendBytes(frame[i]);
            playground.lab.advance(Duration.ofSeconds(1));
        }

        assertThat(reason().kind()).isEqualTo(CloseReason.Kind.TIMED_OUT);
    }

    @Test
    void aFrameAByteAtATimeAndManyFramesAtOnceAreTheSame() {
        for (byte b : Wire.encode(Message.of("act"))) {
            peer.sendBytes(b);
            playground.settle();
        }
        byte[] one = Wire.encode(Message.of("act"));
        byte[] many = new byte[10_000 * one.length];
        for (int i = 0; i < 10_000; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        peer.sendBytes(many);
        playground.settle();

        assertThat(arena.told).filteredOn("act 1"::equals).hasSize(10_001);
    }

    @Test
    void aServerThatIsOverAClientsLimitIsLeftWithThatReason() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(
                () -> new RecordingListener(ClientOptions.builder().limits(LOW).build()));
        client.connect("localhost", 6000);
        playground.settle();
        server.send("connected").sendBytes(messageOf(1000)).sendBytes(messageOf(1001));
        playground.settle();
        client.pump();

        client.expect(Event.Connected.class);
        client.expect("act");
        assertThat(client.expect(Event.Disconnected.class).reason())
                .isEqualTo(CloseReason.overLimit("frame_bytes", 1000, 1001));
        client.expectNothing();
        assertThat(server.payloads()).last().asString().startsWith("9406a56c696d6974");
    }

    @Test
    void aServerThatNestsTooDeepIsLeftWithThatReason() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(
                () -> new RecordingListener(ClientOptions.builder().limits(LOW).build()));
        client.connect("localhost", 6000);
        playground.settle();
        server.send("connected").sendPayload(nested(3)).sendPayload(nested(4));
        playground.settle();
        client.pump();

        client.expect(Event.Connected.class);
        client.expect("act");
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(CloseReason.Kind.LIMIT);
        client.expectNothing();
    }
}
