package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Message;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class StoppingTest {
    private final Playground playground = new Playground();
    private final Arena arena = playground.arena;

    @Test
    void stopBlocksUntilEveryClientIsGoneAndEverybodyIsTold() {
        RecordingListener client = playground.join();
        arena.stop();

        assertThat(arena.told).endsWith("Server.onStopping", "Channel.onClose 1 STOPPED", "Server.onDisconnect 1");
        assertThat(arena.channels()).isEmpty();
        client.pump();
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(CloseReason.Kind.STOPPED);
        client.expectNothing();
    }

    @Test
    void whatIsSentInOnStoppingStillArrives() {
        RecordingListener client = playground.join();
        arena.whenStopping = () -> arena.sendToAll(Message.of("farewell"));
        arena.stop();
        client.pump();

        client.expect("farewell");
        client.expect(Event.Disconnected.class);
        client.expectNothing();
    }

    @Test
    void stopInACallbackOnlyBegins() {
        RecordingListener client = playground.join();
        arena.whenActs = (player, message) -> {
            arena.stop();
            arena.told.add("stop() has returned, connected " + player.isConnected());
        };
        client.send(Message.of("act"));
        playground.settle();

        assertThat(arena.told)
                .endsWith(
                        "act 1",
                        "stop() has returned, connected true",
                        "Server.onStopping",
                        "Channel.onClose 1 STOPPED",
                        "Server.onDisconnect 1");
        arena.run();
    }

    @Test
    void stopInEachEndingCallbackIsHarmless() {
        playground.join();
        arena.whenStopping = arena::stop;
        arena.whenChannelCloses = player -> arena.stop();
        arena.whenServerDisconnects = player -> arena.stop();
        arena.stop();

        assertThat(arena.told).endsWith("Server.onStopping", "Channel.onClose 1 STOPPED", "Server.onDisconnect 1");
    }

    @Test
    void aSecondStopDoesNothing() {
        arena.stop();
        arena.stop();
        arena.close();

        assertThat(arena.told).containsExactly("Server.onStopping");
    }

    @Test
    void aSecondStartIsRefused() {
        assertThatIllegalStateException().isThrownBy(arena::start).withMessageContaining("started before");
        arena.stop();
        assertThatIllegalStateException().isThrownBy(arena::start).withMessageContaining("started before");
    }

    @Test
    void aServerThatWasStoppedBeforeItsStartCannotBeStarted() {
        Arena unstarted = playground.lab.open(Arena::new);
        unstarted.stop();

        assertThat(unstarted.told).isEmpty();
        assertThatIllegalStateException().isThrownBy(unstarted::start).withMessageContaining("stopped before");
    }

    @Test
    void afterStopNobodyListens() {
        int port = playground.port();
        arena.stop();
        RecordingListener late = playground.lab.open(RecordingListener::new);
        late.connect("localhost", port);
        playground.settle();
        late.pump();

        assertThat(late.expect(Event.Failed.class).error().kind()).isEqualTo(ConnectionError.Kind.REFUSED);
        assertThat(arena.address().getPort()).isEqualTo(port);
    }

    @Test
    void aClientThatComesWhileTheServerStopsIsSentAway() {
        playground.joinKnownPlain();
        playground.begin(RecordingListener::new);
        playground.lab.advance(Duration.ofMillis(1));
        playground.lab.runUntil(() -> !arena.told.isEmpty(), Duration.ofSeconds(1));
        arena.stop();

        assertThat(arena.channels()).isEmpty();
    }

    @Test
    void aPeerThatNeverEndsIsCutByItsCloseTimeout() {
        PlainPeer peer = playground.joinKnownPlain();
        Duration before = playground.lab.elapsed();
        arena.stop();
        playground.settle();

        assertThat(playground.lab.elapsed().minus(before)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2100));
        assertThat(peer.messages()).last().isEqualTo(Message.of("error", "message", "server stopped"));
    }

    @Test
    void runReturnsWhenTheServerHasStopped() {
        arena.loop().schedule(Duration.ofMinutes(3), arena::stop);
        arena.run();

        assertThat(playground.lab.elapsed()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        assertThat(arena.told).containsExactly("Server.onStopping");
    }

    @Test
    void aStoppedServerRefusesTasksAndSendsNothing() {
        arena.stop();

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> arena.loop().execute(() -> {}));
        arena.sendToAll(Message.of("late"));
    }

    @Test
    void aServerThatWasNotStartedSaysSo() {
        Arena unstarted = playground.lab.open(Arena::new);

        assertThatIllegalStateException().isThrownBy(unstarted::address).withMessageContaining("start()");
        assertThatIllegalStateException().isThrownBy(unstarted::run).withMessageContaining("start()");
        unstarted.sendToAll(Message.of("nobody"));
        assertThat(unstarted.channels()).isEmpty();
    }

    @Test
    void runInACallbackIsRefused() {
        arena.whenActs = (player, message) -> arena.run();
        playground.join().send(Message.of("act"));
        playground.settle();

        assertThat(arena.errors).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
