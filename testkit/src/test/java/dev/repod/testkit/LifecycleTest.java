package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repod.CloseReason;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.testkit.Arena.Player;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server is told of each of its clients, and in which order. */
final class LifecycleTest {
    private static final String HELLO = "94 01 01 00 80";

    private final Playground playground = new Playground();
    private final Arena arena = playground.arena;
    private final PlainPeer first = playground.joinPlain();

    @Test
    void aChannelIsToldOfItsConnectionBeforeTheServer() {
        playground.join();

        assertThat(arena.told)
                .endsWith("Channel.onConnect 2", "Server.onConnect 2")
                .hasSize(4);
    }

    @Test
    void aSilentPlainPeerIsWelcome() {
        playground.lab.advance(Duration.ofMinutes(10));

        // Besides the greeting only arrays, which such a peer skips: by them the system sees that its machine is there.
        assertThat(first.messages()).containsExactly(Message.of("connected"));
        assertThat(first.payloads().subList(1, first.payloads().size()))
                .hasSize(59)
                .allMatch(payload -> payload.startsWith("92"));
        assertThat(arena.channels()).hasSize(1);
        assertThat(arena.player(1).isExtended()).isFalse();
    }

    /** One way for a connection to end. */
    private record Ending(String name, String kind, java.util.function.Consumer<LifecycleTest> happens) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Ending> endings() {
        return Stream.of(
                new Ending(
                        "channel.close", "CLOSED", test -> test.arena.player(1).close()),
                new Ending("kick", "KICKED", test -> test.arena.player(1).kick("away")),
                new Ending("stop", "STOPPED", test -> test.arena.stop()),
                new Ending("a plain peer's FIN", "PEER_CLOSED", test -> test.first.end()),
                new Ending(
                        "an extended peer's FIN",
                        "LOST",
                        test -> test.first.sendPayload(HELLO).end()),
                new Ending(
                        "an extended peer's BYE",
                        "PEER_CLOSED",
                        test -> test.first.sendPayload(HELLO).sendPayload("93 06 a6 63 6c 6f 73 65 64 a0")),
                new Ending(
                        "a FIN within a frame",
                        "LOST",
                        test -> test.first.sendBytes((byte) 0, (byte) 0).end()),
                new Ending("a reset", "LOST", test -> test.first.reset()),
                new Ending("an empty frame", "PROTOCOL_ERROR", test -> test.first.sendPayload("")),
                new Ending(
                        "HTTP",
                        "PROTOCOL_ERROR",
                        test -> test.first.sendBytes(
                                "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                new Ending(
                        "4 GiB",
                        "LIMIT",
                        test -> test.first.sendBytes((byte) 0, (byte) 0xff, (byte) 0xff, (byte) 0xff)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void everyEndIsToldOnceToTheChannelAndThenToTheServer(Ending ending) {
        Player player = arena.player(1);
        playground.join();
        arena.told.clear();
        List<String> seenWhileClosing = new ArrayList<>();
        arena.whenChannelCloses =
                closed -> seenWhileClosing.add("listed " + arena.channels().contains(closed) + ", sent "
                        + closed.send(Message.of("late")) + ", connected " + closed.isConnected());

        ending.happens().accept(this);
        playground.settle();
        playground.lab.advance(Duration.ofHours(1));

        assertThat(arena.told.stream().filter(line -> line.contains(" 1")))
                .containsExactly("Channel.onClose 1 " + ending.kind(), "Server.onDisconnect 1");
        assertThat(seenWhileClosing).first().isEqualTo("listed false, sent 0, connected false");
        assertThat(Objects.requireNonNull(player.closeReason()).kind().name()).isEqualTo(ending.kind());
        assertThat(player.isConnected()).isFalse();
        assertThat(player.send(Message.of("late"))).isZero();
        assertThat(arena.channel(1)).isNull();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void anEndOfOneIsNotNoticedByAnother(Ending ending) {
        RecordingListener other = playground.join();
        ending.happens().accept(this);
        playground.settle();
        if (!ending.kind().equals("STOPPED")) {
            other.expectNothing();
            assertThat(other.isConnected()).isTrue();
            assertThat(arena.player(2).isConnected()).isTrue();
        }
    }

    @Test
    void aClientsCloseIsAnOrderlyEnd() {
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        client.close();
        playground.settle();

        assertThat(arena.told).endsWith("act 2", "Channel.onClose 2 PEER_CLOSED", "Server.onDisconnect 2");
        client.expect(Event.Disconnected.class);
        client.expectNothing();
    }

    @Test
    void idsAreNeverUsedAgain() {
        List<Integer> ids = new ArrayList<>();
        arena.whenServerConnects = player -> ids.add(player.id());
        for (int i = 0; i < 5; i++) {
            RecordingListener client = playground.join();
            client.close();
            playground.settle();
        }

        assertThat(ids).containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void theListOfChannelsIsASnapshotInTheOrderOfComing() {
        playground.join();
        List<Player> before = arena.channels();
        playground.join();

        assertThat(before).extracting(Player::id).containsExactly(1, 2);
        assertThat(arena.channels()).extracting(Player::id).containsExactly(1, 2, 3);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(before::clear);
        assertThat(arena.channel(3)).isSameAs(arena.channels().get(2));
        assertThat(arena.channel(9)).isNull();
    }

    @Test
    void aChannelKnowsItsClient() {
        playground.join();
        Player extended = arena.player(2);

        assertThat(extended.isExtended()).isTrue();
        assertThat(arena.player(1).isExtended()).isFalse();
        assertThat(extended.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(extended.address().getPort()).isNotEqualTo(playground.port()).isPositive();
        assertThat(extended.server()).isSameAs(arena);
        assertThat(extended.closeReason()).isNull();
    }

    @Test
    void aClientThatIsClosedWhileItConnectsIsStillToldInOrder() {
        arena.whenChannelConnects = Player::close;
        RecordingListener client = playground.begin(RecordingListener::new);
        playground.settle();

        assertThat(arena.told)
                .endsWith(
                        "Channel.onConnect 2",
                        "Server.onConnect 2",
                        "Channel.onClose 2 CLOSED",
                        "Server.onDisconnect 2");
        client.expect(Event.Connected.class);
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(CloseReason.Kind.PEER_CLOSED);
        client.expectNothing();
    }

    @Test
    void afterACloseInAHandlerNoFurtherMessageIsHandled() {
        arena.whenActs = (player, message) -> player.close();
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        client.send(Message.of("act"));
        playground.settle();

        assertThat(arena.told).endsWith("act 2", "Channel.onClose 2 CLOSED", "Server.onDisconnect 2");
    }

    @Test
    void onCloseComesAfterTheCallbackThatAskedForIt() {
        arena.whenActs = (player, message) -> {
            player.close();
            arena.told.add("still in the handler");
        };
        playground.join().send(Message.of("act"));
        playground.settle();

        assertThat(arena.told).endsWith("still in the handler", "Channel.onClose 2 CLOSED", "Server.onDisconnect 2");
    }

    @Test
    void theFirstReasonStands() {
        arena.whenActs = (player, message) -> {
            player.kick("first");
            player.close();
            player.kick("third");
        };
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        playground.settle();

        assertThat(client.expect(Event.Disconnected.class).reason())
                .isEqualTo(CloseReason.of(CloseReason.Kind.KICKED, "first"));
        client.expectNothing();
    }
}
