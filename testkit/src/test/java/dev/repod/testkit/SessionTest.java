package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as a game sees them: a channel that outlives its links, and a client that comes back. */
class SessionTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final ClientOptions RETURNING = ClientOptions.builder()
            .reconnect(Reconnect.exponential(Duration.ofMillis(100), Duration.ofSeconds(1)))
            .build();

    private final Playground playground;
    private final Arena arena;
    private final RecordingListener client;

    boolean hasIoThread() {
        return false;
    }

    SessionTest() {
        playground = new Playground(() -> new Arena(ServerOptions.builder()
                .port(0)
                .ioThread(hasIoThread())
                .sessions(Sessions.resumable(WINDOW).buffer(10, 4096))
                .limits(Limits.standard().withMaxConnectionsPerAddress(1000))
                .build()));
        arena = playground.arena;
        client = playground.join(() -> new RecordingListener(RETURNING));
    }

    private Arena.Player player() {
        return arena.player(1);
    }

    private LabLink link() {
        List<LabLink> links = playground.lab.process(client).links();
        return links.get(links.size() - 1);
    }

    private void cut() {
        link().cut();
        playground.settle();
        client.expect(Event.Reconnecting.class);
    }

    private void comeBack() {
        playground.advance(Duration.ofMillis(200));
        assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.RESUMED);
    }

    @Test
    void theChannelLivesOnWithItsFieldsAndKnowsThatNobodyIsThere() {
        Arena.Player before = player();
        cut();

        assertThat(arena.channels()).containsExactly(before);
        assertThat(before.isConnected()).isFalse();
        assertThat(before.closeReason()).isNull();
        assertThat(client.isConnected()).isFalse();
        assertThat(arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1", "Channel.onDetached 1");

        comeBack();

        assertThat(player()).isSameAs(before);
        assertThat(before.isConnected()).isTrue();
        assertThat(client.isConnected()).isTrue();
        assertThat(arena.told).endsWith("Channel.onDetached 1", "Channel.onResumed 1");
        client.expectNothing();
    }

    @Test
    void whatBothSidesSendMeanwhileArrivesOnceAndInOrder() {
        cut();
        assertThat(player().send(Message.of("a"))).isPositive();
        arena.sendToAll(Message.of("b"));
        assertThat(client.send(Message.of("act", "n", 1))).isPositive();
        assertThat(client.send(Message.of("act", "n", 2))).isPositive();

        comeBack();

        client.expect("a");
        client.expect("b");
        client.expectNothing();
        assertThat(arena.told).endsWith("Channel.onResumed 1", "act 1", "act 1");
    }

    @Test
    void whatWasOnItsWayWhenTheLinkBrokeArrivesToo() {
        player().send(Message.of("a"));
        client.send(Message.of("act"));
        link().cut();
        playground.settle();
        client.expect(Event.Reconnecting.class);
        assertThat(arena.told).doesNotContain("act 1");

        comeBack();

        client.expect("a");
        assertThat(arena.told).endsWith("act 1");
    }

    @Test
    void aClientThatIsGoneForTooLongEndsItsChannelOnce() {
        link().cut();
        client.close();
        playground.advance(WINDOW.plusSeconds(1));

        assertThat(arena.told).endsWith("Channel.onDetached 1", "Channel.onClose 1 LOST", "Server.onDisconnect 1");
        assertThat(arena.channels()).isEmpty();
        client.expect(Event.Disconnected.class);
        client.expectNothing();
    }

    @Test
    void whoComesBackAfterTheWindowBeginsAfresh() {
        playground.lab.process(client).unplug(WINDOW.plusSeconds(30));
        playground.advance(Duration.ofMinutes(2));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.FRESH));
        assertThat(arena.told)
                .containsSubsequence(
                        "Channel.onDetached 1",
                        "Channel.onClose 1 TIMED_OUT",
                        "Server.onDisconnect 1",
                        "Channel.onConnect 2",
                        "Server.onConnect 2");
    }

    @Test
    void moreThanIsKeptEndsTheSessionAndBothSidesAreTold() {
        cut();
        for (int i = 0; i < 10; i++) {
            assertThat(player().send(Message.of("n", "i", i))).isPositive();
        }
        assertThat(arena.told).endsWith("Channel.onDetached 1");
        player().send(Message.of("one too many"));
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onClose 1 LOST", "Server.onDisconnect 1");
        playground.advance(Duration.ofSeconds(1));
        assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.FRESH);
        client.expectNothing();
    }

    @Test
    void soDoesMoreThanTheClientKeeps() {
        RecordingListener small = playground.join(() -> new RecordingListener(RETURNING.toBuilder()
                .reconnect(Reconnect.exponential(Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .replayBuffer(2, 1000)
                .build()));
        playground.lab.process(small).links().get(0).cut();
        playground.settle();
        small.expect(Event.Reconnecting.class);
        for (int i = 0; i < 3; i++) {
            small.send(Message.of("act", "i", i));
        }
        playground.settle();
        assertThat(small.send(Message.of("act"))).isZero();

        playground.advance(Duration.ofSeconds(6));

        assertThat(small.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.FRESH);
        assertThat(arena.told)
                .endsWith(
                        "Channel.onDetached 2",
                        "Channel.onClose 2 LOST",
                        "Server.onDisconnect 2",
                        "Channel.onConnect 3",
                        "Server.onConnect 3");
    }

    @Test
    void whatIsSentBeforeTheGameKnowsOfAFreshSessionIsLostWithTheOldOne() {
        link().cut();
        playground.lab.advance(Duration.ofMillis(10));
        player().close();
        playground.lab.advance(Duration.ofSeconds(1));
        client.send(Message.of("act"));
        playground.lab.advance(Duration.ofSeconds(1));

        playground.pump();
        client.send(Message.of("act"));
        playground.settle();

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.FRESH));
        assertThat(arena.told.stream().filter(line -> line.startsWith("act"))).containsExactly("act 2");
    }

    @Test
    void kickWhileNobodyIsThereIsToldToWhoComesBack() {
        cut();
        player().kick("away for too long");
        playground.advance(Duration.ofSeconds(1));

        assertThat(arena.told).endsWith("Channel.onDetached 1", "Channel.onClose 1 KICKED", "Server.onDisconnect 1");
        client.expect(Event.Failed.class);
        client.expect(Event.GaveUp.class);
        assertThat(client.expect(Event.Disconnected.class).reason())
                .isEqualTo(CloseReason.of(Kind.KICKED, "away for too long"));
        client.expectNothing();
    }

    @Test
    void closeWhileNobodyIsThereEndsTheSession() {
        cut();
        player().close();
        playground.advance(Duration.ofSeconds(1));

        assertThat(arena.told)
                .containsSubsequence("Channel.onClose 1 CLOSED", "Server.onDisconnect 1", "Channel.onConnect 2");
        assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.FRESH);
    }

    @Test
    void stopEndsThoseThatNobodyIsOnToo() {
        cut();
        arena.stop();

        assertThat(arena.told)
                .endsWith(
                        "Channel.onDetached 1",
                        "Server.onStopping",
                        "Channel.onClose 1 STOPPED",
                        "Server.onDisconnect 1");
    }

    @Test
    void theClientsCloseEndsTheSessionAtOnce() {
        client.close();
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onClose 1 PEER_CLOSED", "Server.onDisconnect 1");
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
    }

    @Test
    void aChannelThatClosesItselfWhenItIsDetachedIsEnded() {
        arena.whenDetached = Arena.Player::close;
        cut();
        playground.advance(Duration.ofSeconds(1));

        assertThat(arena.told)
                .containsSubsequence("Channel.onDetached 1", "Channel.onClose 1 CLOSED", "Channel.onConnect 2");
    }

    @Test
    void soIsOneWhoseOldLinkWasNotKnownToBeDeadWhenItsClientCameBack() {
        arena.whenDetached = Arena.Player::close;
        link().blackholeSending();
        client.send(Message.of("act"));
        playground.advance(Duration.ofMinutes(2));

        assertThat(arena.channels()).hasSize(1);
        assertThat(arena.told.stream().filter(line -> line.startsWith("Channel.onClose 1")))
                .hasSize(1);
        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.FRESH));
    }

    @Test
    void aThousandResumesInARow() {
        for (int i = 0; i < 1000; i++) {
            player().send(Message.of("n", "i", i));
            client.send(Message.of("act"));
            link().cut();
            playground.advance(Duration.ofMillis(300));
            client.expect(Event.Reconnecting.class);
            client.expect(Event.Reconnected.class);
            assertThat(client.expect("n").getInt("i")).isEqualTo(i);
            client.expectNothing();
        }
        assertThat(arena.told.stream().filter(line -> line.equals("act 1"))).hasSize(1000);
        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void fiveHundredThatComeBackWithinASecond() {
        List<RecordingListener> crowd = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> playground.join(() -> new RecordingListener(RETURNING)))
                .toList();
        crowd.forEach(one -> playground.lab.process(one).links().get(0).cut());
        arena.sendToAll(Message.of("news"));
        playground.advance(Duration.ofSeconds(1));

        for (RecordingListener one : crowd) {
            one.expect(Event.Reconnecting.class);
            assertThat(one.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.RESUMED);
            one.expect("news");
            one.expectNothing();
        }
        assertThat(arena.channels()).hasSize(501);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressOfAnotherLinkIsTheAddress(boolean cutTwice) {
        int port = player().address().getPort();
        cut();
        comeBack();
        if (cutTwice) {
            cut();
            comeBack();
        }

        assertThat(player().address().getPort()).isNotEqualTo(port);
    }

    @Test
    void aClientWithoutAPolicyHasNoSession() {
        RecordingListener other = playground.join();
        playground.lab.process(other).links().get(0).cut();
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onClose 2 LOST", "Server.onDisconnect 2");
        assertThat(other.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.LOST);
    }
}
