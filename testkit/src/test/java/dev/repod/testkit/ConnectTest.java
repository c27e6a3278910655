package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.Client;
import dev.repod.CloseReason.Kind;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Message;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectTest {
    private static final int NOBODY = 4711;

    private final Playground playground = new Playground();
    private final Arena arena = playground.arena;

    @Test
    void connectWhileConnectingOrConnectedIsRefused() {
        RecordingListener client = playground.begin(RecordingListener::new);
        assertThatIllegalStateException()
                .isThrownBy(() -> client.connect("localhost", playground.port()))
                .withMessageContaining("connecting");
        playground.settle();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.connect("localhost", playground.port()))
                .withMessageContaining("connected");

        client.expect(Event.Connected.class);
        client.expectNothing();
        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void connectAgainInsideOnDisconnected() {
        Doing client = playground.join(Doing::new);
        client.whenDisconnected = () -> client.connect("localhost", playground.port());
        arena.player(1).kick("once");
        playground.settle();
        playground.settle();

        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.KICKED);
        client.expect(Event.Connected.class);
        client.expectNothing();
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void connectAgainInsideOnError() {
        Doing client = playground.lab.open(Doing::new);
        client.whenError = () -> client.connect("localhost", playground.port());
        client.connect("localhost", NOBODY);
        for (int i = 0; i < 2; i++) {
            playground.settle();
            client.pump();
        }

        assertThat(client.expect(Event.Failed.class).error().kind()).isEqualTo(ConnectionError.Kind.REFUSED);
        client.expect(Event.Connected.class);
        client.expectNothing();
    }

    @Test
    void everyFailedAttemptIsToldOnce() {
        Doing client = playground.lab.open(Doing::new);
        for (int i = 0; i < 5; i++) {
            client.connect("localhost", NOBODY);
            playground.lab.advance(Duration.ofSeconds(10));
            client.pump();
            client.expect(Event.Failed.class);
            client.expectNothing();
            assertThat(client.isConnected()).isFalse();
        }
    }

    @Test
    void closeWhileConnectingEndsTheAttempt() {
        for (int millis = 0; millis < 5; millis++) {
            RecordingListener client = playground.begin(RecordingListener::new);
            playground.lab.advance(Duration.ofMillis(millis));
            client.close();
            playground.lab.advance(Duration.ofSeconds(10));
            playground.pump();

            assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
            client.expectNothing();
            assertThat(arena.channels()).isEmpty();
        }
    }

    @Test
    void afterACloseItConnectsAgainAtOnce() {
        RecordingListener client = playground.join();
        client.close();
        client.connect("localhost", playground.port());
        playground.settle();

        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
        client.expect(Event.Connected.class);
        client.send(Message.of("act"));
        playground.settle();
        client.expectNothing();
        assertThat(arena.told).endsWith("act 2");
    }

    @Test
    void messagesOfAConnectionThatWasClosedDoNotReachTheNextOne() {
        RecordingListener client = playground.join();
        arena.player(1).send(Message.of("old"));
        playground.lab.advance(Duration.ofMillis(20));
        client.close();
        client.connect("localhost", playground.port());
        playground.settle();

        client.expect(Event.Disconnected.class);
        client.expect(Event.Connected.class);
        client.expectNothing();
    }

    @Test
    void aUriNamesTheServer() {
        RecordingListener client = playground.lab.open(RecordingListener::new);
        assertThatIllegalArgumentException().isThrownBy(() -> client.connect(URI.create("http://localhost")));
        assertThatIllegalArgumentException().isThrownBy(() -> client.connect("localhost", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> client.connect("localhost", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> client.connect(" ", 5071));
        client.connect(URI.create("repod://localhost:" + playground.port()));
        playground.settle();
        client.pump();

        client.expect(Event.Connected.class);
    }

    @Test
    void aPlainServerIsKnownAfterItsGreetingAndAPause() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", 6000);
        playground.settle();
        server.send("connected");
        playground.lab.advance(Duration.ofMillis(200));
        assertThat(client.pump()).isZero();
        playground.lab.advance(Duration.ofMillis(100));
        client.pump();

        client.expect(Event.Connected.class);
        client.expectNothing();
        assertThat(client.isExtended()).isFalse();
        server.end();
        playground.settle();
        client.pump();
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.PEER_CLOSED);
    }

    @Test
    void aPlainServersFirstMessageIsItsGreetingAndTheNextOnesAreMessages() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", 6000);
        playground.settle();
        server.send("connected").send("connected").send("disconnected").send("error");
        playground.settle();
        client.pump();

        client.expect(Event.Connected.class);
        client.expect("connected");
        client.expect("disconnected");
        client.expect("error");
        client.expectNothing();
    }

    @Test
    void aServerThatSaysNothingTimesOut() {
        new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", 6000);
        playground.lab.advance(Duration.ofMillis(4900));
        assertThat(client.pump()).isZero();
        playground.lab.advance(Duration.ofMillis(200));
        client.pump();

        ConnectionError error = client.expect(Event.Failed.class).error();
        assertThat(error.kind()).isEqualTo(ConnectionError.Kind.TIMED_OUT);
        assertThat(error.detail()).startsWith("Connection timed out");
        playground.lab.advance(Duration.ofMinutes(1));
        client.pump();
        client.expectNothing();
    }

    @Test
    void aServerThatSpeaksSomethingElseIsAProtocolError() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", 6000);
        playground.settle();
        server.sendBytes("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        playground.settle();
        client.pump();

        ConnectionError error = client.expect(Event.Failed.class).error();
        assertThat(error.kind()).isEqualTo(ConnectionError.Kind.PROTOCOL);
        assertThat(error.detail()).startsWith("Protocol error");
        client.expectNothing();
    }

    @Test
    void aResetBeforeTheGreetingIsAFailedAttempt() {
        PlainPeer server = new PlainPeer(playground.lab).listen(6000);
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", 6000);
        playground.settle();
        server.reset();
        playground.settle();
        client.pump();

        assertThat(client.expect(Event.Failed.class).error().kind()).isEqualTo(ConnectionError.Kind.OTHER);
        client.expectNothing();
    }

    @Test
    void theLowLevelClientTellsTheSameByPolling() {
        arena.whenServerConnects = player -> player.send(Message.of("welcome"));
        Client client = playground.lab.open(() -> new Client());
        client.connect("localhost", playground.port());
        playground.settle();
        List<Event> events = new ArrayList<>();
        for (Event next = client.poll(); next != null; next = client.poll()) {
            events.add(next);
        }
        assertThat(events).containsExactly(new Event.Connected(), new Event.Received(Message.of("welcome")));
        assertThat(client.isConnected()).isTrue();
        assertThat(client.isExtended()).isTrue();
        assertThat(client.send(Message.of("act"))).isPositive();
        client.close();
        playground.settle();

        assertThat(client.poll()).isInstanceOf(Event.Disconnected.class);
        assertThat(client.poll()).isNull();
        assertThat(arena.told).endsWith("act 1", "Channel.onClose 1 PEER_CLOSED", "Server.onDisconnect 1");
    }
}
