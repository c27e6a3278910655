package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason.Kind;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server whose callbacks have a thread of their own. */
final class IoThreadTest {
    private static final ServerOptions OWN_THREAD =
            ServerOptions.builder().port(0).ioThread(true).inboxBytes(64 << 10).build();

    private final Playground playground = new Playground(() -> new Arena(OWN_THREAD));
    private final Arena arena = playground.arena;

    @Test
    void theGameIsToldTheSameInTheSameOrder() {
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        client.send(Message.of("strange"));
        playground.settle();
        client.close();
        playground.settle();
        RecordingListener second = playground.join();
        arena.player(2).kick("away");
        playground.settle();
        arena.stop();

        assertThat(arena.told)
                .containsExactly(
                        "Channel.onConnect 1",
                        "Server.onConnect 1",
                        "act 1",
                        "Channel.onUnhandled 1 strange",
                        "Channel.onClose 1 PEER_CLOSED",
                        "Server.onDisconnect 1",
                        "Channel.onConnect 2",
                        "Server.onConnect 2",
                        "Channel.onClose 2 KICKED",
                        "Server.onDisconnect 2",
                        "Server.onStopping");
        assertThat(second.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.KICKED);
    }

    @Test
    void aClientThatComesGoesAndSendsWhileTheGameStallsIsToldInOrder() {
        arena.loop().execute(() -> playground.lab.advance(Duration.ofSeconds(3)));
        PlainPeer peer = new PlainPeer(playground.lab).connect(playground.port());
        arena.loop().execute(() -> arena.told.add("stall over"));
        playground.lab.runUntil(() -> arena.told.isEmpty(), Duration.ofSeconds(1));
        VirtualLoop clock = playground.lab.network().openLoop("clock");
        clock.schedule(
                Duration.ofSeconds(1).toNanos(),
                () -> peer.send("act").send("act").end());
        playground.lab.advance(Duration.ofSeconds(5));

        assertThat(arena.told)
                .containsExactly(
                        "stall over",
                        "Channel.onConnect 1",
                        "Server.onConnect 1",
                        "act 1",
                        "act 1",
                        "Channel.onClose 1 PEER_CLOSED",
                        "Server.onDisconnect 1");
    }

    @Test
    void theLibraryAnswersWhileACallbackStalls() {
        PlainPeer peer = playground.joinPlain();
        List<List<String>> seenInTheStall = new ArrayList<>();
        arena.whenActs = (player, message) -> {
            playground.lab.advance(Duration.ofSeconds(10));
            seenInTheStall.add(peer.payloads());
        };
        peer.send("act").sendPayload("92 03 07");
        playground.lab.advance(Duration.ofSeconds(20));

        assertThat(seenInTheStall).hasSize(1);
        assertThat(seenInTheStall.get(0)).endsWith("920407");
    }

    @Test
    void withoutAThreadOfItsOwnAStallHoldsTheLibraryUpToo() {
        Playground single = new Playground();
        PlainPeer peer = single.joinPlain();
        List<List<String>> seenInTheStall = new ArrayList<>();
        single.arena.whenActs = (player, message) -> {
            single.lab.advance(Duration.ofSeconds(10));
            seenInTheStall.add(peer.payloads());
        };
        peer.send("act").sendPayload("92 03 07");
        single.lab.advance(Duration.ofSeconds(20));

        assertThat(seenInTheStall.get(0)).hasSize(1);
        assertThat(peer.payloads()).endsWith("920407");
    }

    @Test
    void messagesKeepTheirOrder() {
        List<Integer> seen = new ArrayList<>();
        arena.whenActs = (player, message) -> {
            seen.add(message.getInt("i"));
            player.send(Message.of("n", "i", message.getInt("i")));
        };
        RecordingListener client = playground.join();
        for (int i = 0; i < 500; i++) {
            client.send(Message.of("act", "i", i));
        }
        playground.settle();

        assertThat(seen).hasSize(500).isSorted();
        for (int i = 0; i < 500; i++) {
            assertThat(client.expect("n").getInt("i")).isEqualTo(i);
        }
    }

    @Test
    void aFullInboxStopsTheReadingOfThatPeerAndNothingIsLost() {
        PlainPeer peer = playground.joinPlain();
        List<Integer> unsentInTheStall = new ArrayList<>();
        arena.whenActs = (player, message) -> {
            if (message.getInt("i") == 0) {
                playground.lab.advance(Duration.ofSeconds(30));
                unsentInTheStall.add(peer.unsent());
            }
        };
        for (int i = 0; i < 2000; i++) {
            peer.sendBytes(Wire.encode(Message.of("act", "i", i, "padding", new byte[1000])));
        }
        playground.lab.advance(Duration.ofMinutes(2));

        // What the network, one read and the inbox hold, each of about a thousand bytes, and no more.
        assertThat(unsentInTheStall)
                .singleElement()
                .satisfies(unsent -> assertThat(unsent).isGreaterThan(2000 - 256 - 64 - 64 - 10));
        assertThat(arena.told).filteredOn("act 1"::equals).hasSize(2000);
        assertThat(arena.player(1).isConnected()).isTrue();
    }

    @Test
    void aFaultIsAnsweredAndTheConnectionLives() {
        arena.whenActs = (player, message) -> {
            throw new IllegalStateException("a mistake");
        };
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        client.send(Message.of("strange"));
        playground.settle();

        assertThat(client.expect("error").getString("message")).isEqualTo("internal error");
        client.expectNothing();
        assertThat(arena.told).endsWith("act 1", "Channel.onError 1", "Channel.onUnhandled 1 strange");
    }

    @Test
    void afterACloseInAHandlerNoFurtherMessageIsHandled() {
        arena.whenActs = (player, message) -> player.kick("away");
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        client.send(Message.of("act"));
        playground.settle();

        assertThat(arena.told).endsWith("act 1", "Channel.onClose 1 KICKED", "Server.onDisconnect 1");
        assertThat(arena.told).filteredOn("act 1"::equals).hasSize(1);
    }

    @Test
    void stopInACallbackOnlyBegins() {
        RecordingListener client = playground.join();
        arena.whenActs = (player, message) -> arena.stop();
        client.send(Message.of("act"));
        playground.settle();
        arena.run();

        assertThat(arena.told)
                .endsWith("act 1", "Server.onStopping", "Channel.onClose 1 STOPPED", "Server.onDisconnect 1");
    }

    @Test
    void aChannelThatCannotBeMadeIsRejected() {
        Arena broken = playground.lab.open(() -> new Arena(
                () -> {
                    throw new IllegalStateException("no channel");
                },
                OWN_THREAD));
        broken.start();
        RecordingListener client = playground.lab.open(RecordingListener::new);
        client.connect("localhost", broken.address().getPort());
        playground.settle();
        client.pump();

        assertThat(client.expect(Event.Failed.class).error().kind()).isEqualTo(ConnectionError.Kind.REJECTED);
        client.expectNothing();
        assertThat(broken.told).isEmpty();
    }
}
