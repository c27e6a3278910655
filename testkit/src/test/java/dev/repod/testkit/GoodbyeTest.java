package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a peer is told before a connection is ended. */
final class GoodbyeTest {
    private static final String BYE_KICKED = "9306a66b69636b6564a461776179";
    private static final String CONNECTED = Message.of("connected").toString();
    private static final String ERROR =
            Message.of("error", "message", "kicked: away").toString();

    private final Playground playground = new Playground();
    private final Arena arena = playground.arena;

    @Test
    void aKickFromOnConnectReachesAnExtendedClientWithItsText() {
        arena.whenChannelConnects = player -> player.kick("the game is full");
        RecordingListener client = playground.begin(RecordingListener::new);
        playground.settle();

        client.expect(Event.Connected.class);
        assertThat(client.expect(Event.Disconnected.class).reason())
                .isEqualTo(CloseReason.of(Kind.KICKED, "the game is full"));
        client.expectNothing();
    }

    @Test
    void aKickFromOnConnectTellsAPeerThatMayBePlainBothWays() {
        arena.whenChannelConnects = player -> player.kick("away");
        PlainPeer peer = playground.joinPlain();

        assertThat(peer.payloads()).containsExactly(CONNECTED, BYE_KICKED, ERROR);
        assertThat(peer.inputEnded).isTrue();
    }

    @Test
    void aKnownPlainPeerIsToldByAnErrorAlone() {
        PlainPeer peer = playground.joinKnownPlain();
        arena.player(1).kick("away");
        playground.settle();

        assertThat(peer.payloads()).containsExactly(CONNECTED, ERROR);
        assertThat(peer.inputEnded).isTrue();
    }

    @Test
    void aKnownPlainPeerIsToldNothingOfASimpleClose() {
        PlainPeer peer = playground.joinKnownPlain();
        arena.player(1).send(Message.of("last"));
        arena.player(1).close();
        playground.settle();

        assertThat(peer.payloads())
                .containsExactly(CONNECTED, Message.of("last").toString());
        assertThat(peer.inputEnded).isTrue();
    }

    @Test
    void aPlainPeerThatStaysIsCutAfterTheCloseTimeout() {
        PlainPeer peer = playground.joinKnownPlain();
        arena.player(1).close();
        playground.lab.advance(Duration.ofMillis(1990));
        assertThat(peer.closed).isFalse();

        peer.send("late");
        playground.lab.advance(Duration.ofSeconds(1));
        peer.send("later");
        playground.settle();
        assertThat(peer.wasReset).isTrue();
    }

    @Test
    void whatWasSentBeforeACloseArrivesThoughTheInputIsUnread() {
        PlainPeer peer = playground.joinKnownPlain();
        peer.sendBytes(new byte[3]);
        arena.whenActs = (player, message) -> {};
        for (int i = 0; i < 4; i++) {
            peer.sendBytes(dev.repod.Wire.encode(Message.of("act", "padding", new byte[250_000])));
        }
        arena.player(1).send(Message.of("blob", "bytes", new byte[700_000]));
        arena.player(1).kick("away");
        playground.settle();

        assertThat(peer.messages()).hasSize(3);
        assertThat(peer.messages().get(2)).isEqualTo(Message.of("error", "message", "kicked: away"));
        assertThat(peer.wasReset).isFalse();
    }

    @Test
    void aScannerIsToldNothing() {
        PlainPeer peer = playground.joinPlain();
        peer.sendBytes("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        playground.settle();

        assertThat(peer.payloads()).containsExactly(CONNECTED);
        assertThat(peer.inputEnded).isTrue();
    }

    @Test
    void anExtendedClientIsToldWhichLimitItPassed() {
        PlainPeer peer = playground.joinPlain();
        peer.sendPayload("94 01 01 00 80");
        playground.settle();
        peer.sendBytes((byte) 0, (byte) 0x20, (byte) 0, (byte) 0);
        playground.settle();

        assertThat(peer.payloads().get(2)).startsWith("9406a56c696d6974");
        assertThat(arena.told).contains("Channel.onClose 1 LIMIT");
    }

    @Test
    void aClientsBrokenServerIsToldByABye() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", 6000);
        playground.settle();
        server.send("connected").send("hello").sendPayload("c0");
        playground.settle();
        client.pump();

        client.expect(Event.Connected.class);
        client.expect("hello");
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        client.expectNothing();
        assertThat(server.payloads()).last().asString().startsWith("9306ae70726f746f636f6c5f6572726f72");
    }
}
