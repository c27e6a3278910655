package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabProcessTest {
    private final Playground playground = new Playground();
    private final NetworkLab lab = playground.lab;
    private final Arena arena = playground.arena;
    private final LabProcess server = lab.process(arena);

    private long acts() {
        return arena.told.stream().filter(line -> line.startsWith("act ")).count();
    }

    private Event.Failed failureOf(RecordingListener client, Duration within) {
        lab.runUntil(() -> client.pump() > 0, within);
        return client.expect(Event.Failed.class);
    }

    @Test
    void whatWasOpenedHasAProcessOfItsOwnAndNothingElseHas() {
        RecordingListener client = playground.join();

        assertThat(lab.process(client)).isSameAs(lab.process(client)).isNotSameAs(server);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.process("a stranger"))
                .withMessageContaining("a stranger");
    }

    @Test
    void theLinksOfAProcessAreTheOpenOnesTheOldestFirst() {
        RecordingListener first = playground.join();
        RecordingListener second = playground.join();
        assertThat(server.links())
                .extracting(link -> link.otherEnd().process())
                .containsExactly(lab.process(first), lab.process(second));

        first.close();
        playground.settle();
        assertThat(server.links()).extracting(link -> link.otherEnd().process()).containsExactly(lab.process(second));
        assertThat(lab.process(first).links()).isEmpty();
    }

    @Test
    void eachDrawsFromChanceOfItsOwnInTheOrderOfOpening() {
        NetworkLab one = NetworkLab.seeded(5);
        NetworkLab other = NetworkLab.seeded(5);
        List<Long> drawn = new ArrayList<>();
        for (NetworkLab each : List.of(one, other)) {
            Object first = each.open(Object::new);
            if (each == other) {
                // What one process draws, moves no other one's chance.
                each.process(first).network().random().nextLong();
            }
            drawn.add(each.process(each.open(Object::new)).network().random().nextLong());
        }
        assertThat(drawn.get(0)).isEqualTo(drawn.get(1));
    }

    @Test
    void whatACallbackMakesStandsOnItsProcess() {
        List<Arena> matches = new ArrayList<>();
        arena.whenActs = (player, message) -> {
            Arena match = new Arena();
            match.start();
            matches.add(match);
        };
        playground.join().send(Message.of("act"));
        playground.settle();
        server.kill();
        RecordingListener late = lab.open(RecordingListener::new);
        late.connect("localhost", matches.get(0).address().getPort());

        assertThat(failureOf(late, Duration.ofSeconds(1)).error().kind()).isEqualTo(ConnectionError.Kind.REFUSED);
    }

    @Test
    void aFrozenServerTakesInWhatComesAndDoesItInOrderAfterwards() {
        arena.loop().schedule(Duration.ofSeconds(1), () -> arena.told.add("timer"));
        RecordingListener client = playground.join();
        server.freeze();
        RecordingListener late = playground.begin(RecordingListener::new);
        client.send(Message.of("act"));
        int before = arena.told.size();
        lab.advance(Duration.ofSeconds(2));
        assertThat(server.isFrozen()).isTrue();
        assertThat(arena.told).hasSize(before);

        server.thaw();
        assertThat(server.isFrozen()).isFalse();
        playground.settle();
        assertThat(arena.told.subList(before, arena.told.size()))
                .containsExactlyInAnyOrder("act 1", "Channel.onConnect 2", "Server.onConnect 2", "timer")
                .endsWith("timer");
        late.expect(Event.Connected.class);
    }

    @Test
    void aFrozenReceiverHoldsUpAtTheWindow() {
        PlainPeer peer = playground.joinPlain();
        server.freeze();
        for (int i = 0; i < 10; i++) {
            peer.sendBytes(new byte[64 << 10]);
        }
        lab.advance(Duration.ofMinutes(2));

        assertThat(peer.unsent()).isEqualTo(10 - Pipe.WINDOW_BYTES / (64 << 10));
        assertThat(peer.closed).isFalse();
    }

    @Test
    void aProcessFrozenForATimeRunsOnByItselfAndSeesOneJump() {
        List<Duration> times = new ArrayList<>();
        arena.loop().every(Duration.ofMillis(100), () -> times.add(lab.elapsed()));
        lab.advance(Duration.ofSeconds(1));
        server.freeze(Duration.ofSeconds(1));
        server.freeze(Duration.ofSeconds(10));
        Duration thawed = lab.elapsed().plusSeconds(10);
        times.clear();
        lab.advance(Duration.ofMinutes(1));

        assertThat(times.get(0)).isEqualTo(thawed);
        assertThat(server.isFrozen()).isFalse();
    }

    @Test
    void oneFrozenProcessHoldsUpNoOther() {
        RecordingListener frozen = playground.join();
        RecordingListener other = playground.join();
        lab.process(frozen).freeze();
        other.send(Message.of("act"));
        playground.settle();

        assertThat(arena.told).endsWith("act 2");
    }

    @Test
    void aKilledServerIsGoneForItsClientsAtOnce() {
        RecordingListener client = playground.join();
        int before = arena.told.size();
        server.kill();
        playground.settle();

        assertThat(server.isKilled()).isTrue();
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(CloseReason.Kind.LOST);
        assertThat(arena.told).hasSize(before);
        assertThat(server.links()).isEmpty();
    }

    @Test
    void noCodeOfAKilledProcessEverRunsAgain() {
        RecordingListener client = playground.join();
        arena.loop().every(Duration.ofMillis(10), () -> arena.told.add("timer"));
        arena.whenActs = (player, message) -> server.kill();
        client.send(Message.of("act"));
        client.send(Message.of("act"));
        playground.settle();
        int before = arena.told.size();
        lab.advance(Duration.ofMinutes(1));

        assertThat(acts()).isEqualTo(1);
        assertThat(arena.told).hasSize(before);
    }

    @Test
    void aKillOverUnreadInputIsAReset() {
        PlainPeer peer = playground.joinPlain();
        PlainPeer tidy = playground.joinPlain();
        server.freeze();
        peer.sendBytes(new byte[10]);
        playground.settle();
        server.kill();
        playground.settle();

        assertThat(peer.wasReset).isTrue();
        assertThat(tidy.inputEnded).isTrue();
        assertThat(tidy.wasReset).isFalse();
    }

    @Test
    void thePortOfAKilledServerIsFree() {
        int port = playground.port();
        server.kill();
        RecordingListener late = playground.begin(RecordingListener::new);
        assertThat(failureOf(late, Duration.ofSeconds(1)).error().kind()).isEqualTo(ConnectionError.Kind.REFUSED);

        Arena next = lab.open(() -> new Arena(ServerOptions.builder().port(port).build()));
        next.start();
        playground.join();
        assertThat(next.told).contains("Server.onConnect 1");
    }

    @Test
    void toWaitForAKilledProcessIsAnErrorAndNoHang() {
        server.kill();

        assertThatIllegalStateException().isThrownBy(arena::stop).withMessageContaining("was killed");
    }

    @Test
    void aClientThatIsKilledWhileItConnectsLeavesNothingBehind() {
        RecordingListener client = playground.begin(RecordingListener::new);
        lab.advance(Duration.ofMillis(1));
        lab.process(client).kill();
        playground.settle();

        assertThat(server.links()).isEmpty();
        assertThat(arena.channels()).isEmpty();
    }

    @Test
    void nothingGoesThroughAPulledCableAndEverythingComesOnceItIsBack() {
        PlainPeer peer = playground.joinPlain();
        peer.send("act");
        lab.advance(Duration.ZERO);
        server.unplug();
        peer.send("act");
        lab.advance(Duration.ofSeconds(5));
        assertThat(server.isUnplugged()).isTrue();
        assertThat(acts()).isZero();

        server.plugIn();
        playground.settle();
        assertThat(server.isUnplugged()).isFalse();
        assertThat(acts()).isEqualTo(2);
        lab.advance(Duration.ofMinutes(2));
        assertThat(peer.closed).isFalse();
    }

    @Test
    void whatIsUnacknowledgedForThirtySecondsOverAPulledCableEndsThatLink() {
        PlainPeer peer = playground.joinPlain();
        peer.send("act");
        lab.advance(Duration.ZERO);
        server.unplug(Duration.ofSeconds(31));
        lab.advance(Duration.ofSeconds(29));
        assertThat(peer.closed).isFalse();

        lab.advance(Duration.ofSeconds(2));
        assertThat(peer.closeCause).hasMessage("Connection timed out");
        lab.advance(Duration.ofSeconds(1));
        assertThat(acts()).isZero();
    }

    @Test
    void nobodyIsToldOfAResetThatIsLost() {
        PlainPeer peer = playground.joinPlain();
        server.unplug();
        peer.reset();
        lab.advance(Duration.ofSeconds(1));
        server.plugIn();
        lab.advance(Duration.ofSeconds(1));
        assertThat(arena.channels()).hasSize(1);

        // The first thing that is sent to a socket that is not there any more is answered by another one.
        arena.sendToAll(Message.of("hello"));
        lab.advance(Duration.ofSeconds(1));
        assertThat(arena.channels()).isEmpty();
    }

    @Test
    void aResetThatIsUnderWayWhenTheCableIsPulledIsLostToo() {
        PlainPeer peer = playground.joinPlain();
        peer.reset();
        lab.advance(Duration.ZERO);
        server.unplug(Duration.ofSeconds(1));
        lab.advance(Duration.ofSeconds(2));

        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void anEndIsRepeatedUntilItArrives() {
        PlainPeer peer = playground.joinPlain();
        server.unplug();
        peer.end();
        lab.advance(Duration.ofSeconds(1));
        assertThat(arena.channels()).hasSize(1);

        server.plugIn();
        lab.advance(Duration.ofSeconds(1));
        assertThat(arena.channels()).isEmpty();
    }

    @Test
    void connectingOverAPulledCableTimesOut() {
        server.unplug();
        Duration begun = lab.elapsed();
        ConnectionError error = failureOf(playground.begin(RecordingListener::new), Duration.ofMinutes(1))
                .error();

        assertThat(error.kind()).isEqualTo(ConnectionError.Kind.TIMED_OUT);
        assertThat(error.detail()).startsWith("Connection timed out: no answer within ");
        assertThat(lab.elapsed().minus(begun))
                .isEqualTo(ClientOptions.standard().connectTimeout());
    }

    @Test
    void connectingFromAPulledCableTimesOutToo() {
        RecordingListener client = playground.begin(RecordingListener::new);
        lab.process(client).unplug();

        assertThat(failureOf(client, Duration.ofMinutes(1)).error().kind()).isEqualTo(ConnectionError.Kind.TIMED_OUT);
        assertThat(arena.told).isEmpty();
    }

    @Test
    void connectingSucceedsOnceTheCableIsBackInTime() {
        server.unplug(Duration.ofMillis(2500));
        RecordingListener client = playground.begin(RecordingListener::new);
        lab.runUntil(() -> client.pump() > 0, Duration.ofSeconds(4));

        client.expect(Event.Connected.class);
        assertThat(lab.elapsed()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(4));
    }

    @Test
    void aHandshakeWhoseAnswerIsLostIsRepeated() {
        PlainPeer peer = new PlainPeer(lab).connect(playground.port());
        lab.advance(Duration.ofMillis(1));
        server.unplug(Duration.ofMillis(500));
        lab.advance(Duration.ofMillis(600));
        assertThat(peer.isConnected()).isFalse();

        lab.advance(Duration.ofSeconds(1));
        assertThat(peer.isConnected()).isTrue();
        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void timesAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> server.freeze(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> server.unplug(Duration.ofSeconds(-1)));
    }
}
