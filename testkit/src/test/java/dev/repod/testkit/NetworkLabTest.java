package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.ConnectionError.Kind;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.ServerOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkLabTest {
    private final NetworkLab lab = NetworkLab.seeded(7);

    private RecordingListener connected(String host, int port) {
        RecordingListener client = lab.open(RecordingListener::new);
        client.connect(host, port);
        lab.runUntil(() -> client.pump() > 0, Duration.ofSeconds(1));
        return client;
    }

    @Test
    void timePassesOnlyWhenItIsToldTo() {
        long before = lab.nanoTime();
        lab.advance(Duration.ofHours(3));

        assertThat(lab.nanoTime() - before).isEqualTo(Duration.ofHours(3).toNanos());
        assertThat(lab.elapsed()).isEqualTo(Duration.ofHours(3));
        assertThatIllegalArgumentException().isThrownBy(() -> lab.advance(Duration.ofNanos(-1)));
    }

    @Test
    void aPortWhereNothingListensRefuses() {
        Event.Failed failed = connected("localhost", 4711).expect(Event.Failed.class);

        assertThat(failed.error().kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.error().detail()).startsWith("Connection refused");
    }

    @Test
    void aHostThatNobodyBoundIsUnknown() {
        Event.Failed failed = connected("game.example", 4711).expect(Event.Failed.class);

        assertThat(failed.error().kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(failed.error().detail()).startsWith("Name or service not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "game.example"})
    void aServerIsFoundByItsOwnNameAndThoseOfLoopback(String host) {
        Arena arena = lab.open(() -> new Arena(
                ServerOptions.builder().host("game.example").port(5071).build()));
        arena.start();

        connected(host, 5071).expect(Event.Connected.class);
    }

    @Test
    void aPortInUseCannotBeBoundUntilItIsFree() {
        Arena first = lab.open(Arena::new);
        first.start();
        ServerOptions taken =
                ServerOptions.builder().port(first.address().getPort()).build();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> lab.open(() -> new Arena(taken)).start())
                .withMessageContaining("Address already in use")
                .withMessageContaining(String.valueOf(taken.port()));
        first.stop();
        Arena second = lab.open(() -> new Arena(taken));
        second.start();
        assertThat(second.address().getPort()).isEqualTo(taken.port());
    }

    @Test
    void portZeroPicksAPortOfItsOwn() {
        Arena first = lab.open(Arena::new);
        Arena second = lab.open(Arena::new);
        first.start();
        second.start();

        assertThat(first.address().getPort()).isPositive();
        assertThat(second.address().getPort())
                .isPositive()
                .isNotEqualTo(first.address().getPort());
    }

    @Test
    void whatIsMadeOutsideOfTheLabDoesNotStandOnIt() {
        Arena outside = new Arena();
        outside.start();
        try {
            RecordingListener inside = lab.open(RecordingListener::new);
            inside.connect("localhost", outside.address().getPort());
            lab.advance(Duration.ofSeconds(1));
            inside.pump();
            assertThat(inside.expect(Event.Failed.class).error().kind()).isEqualTo(Kind.REFUSED);
        } finally {
            outside.stop();
        }
    }

    @Test
    void whatACallbackMakesStandsOnTheLabToo() {
        Arena lobby = lab.open(Arena::new);
        List<Arena> matches = new ArrayList<>();
        lobby.whenActs = (player, message) -> {
            Arena match = new Arena();
            match.start();
            matches.add(match);
        };
        lobby.start();
        connected("localhost", lobby.address().getPort()).send(Message.of("act"));
        lab.advance(Duration.ofSeconds(1));

        connected("localhost", matches.get(0).address().getPort()).expect(Event.Connected.class);
    }

    @Test
    void aConditionThatDoesNotComeAboutFailsAfterItsTime() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lab.runUntil(() -> false, Duration.ofSeconds(2)))
                .withMessageContaining("PT2S");
        assertThat(lab.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void tasksThatAskForThemselvesWithoutEndAreAnErrorAndNoHang() {
        VirtualLoop loop = lab.network().openLoop("endless");
        Runnable[] again = new Runnable[1];
        again[0] = () -> loop.execute(again[0]);
        loop.execute(again[0]);

        assertThatIllegalStateException()
                .isThrownBy(() -> lab.advance(Duration.ZERO))
                .withMessageContaining("without end");
    }

    @Test
    void aWaitThatNothingEndsIsAnErrorAndNoHang() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lab.network().await(new CompletableFuture<>()))
                .withMessageContaining("does not happen");
    }

    @Test
    void anotherThreadIsTurnedAway() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> lab.advance(Duration.ofSeconds(1)), "other");
        other.setUncaughtExceptionHandler((thread, failure) -> thrown.set(failure));
        other.start();
        other.join(10_000);

        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("other");
    }

    @Test
    void tasksRunInOrderOfTimeAndThenOfAsking() {
        VirtualLoop one = lab.network().openLoop("one");
        VirtualLoop two = lab.network().openLoop("two");
        List<String> order = new ArrayList<>();
        two.schedule(20, () -> order.add("later"));
        one.schedule(10, () -> order.add("first"));
        two.schedule(10, () -> order.add("second"));
        one.schedule(10, () -> order.add("forgotten")).cancel();
        one.execute(() -> order.add("now, in loop: " + one.inLoop() + " " + two.inLoop()));
        lab.advance(Duration.ofNanos(10));

        assertThat(order).containsExactly("now, in loop: true false", "first", "second");
        assertThat(one.inLoop()).isFalse();
    }

    @Test
    void aCallbackThatAdvancesTimeStallsItsOwnLoopAlone() {
        VirtualLoop stalled = lab.network().openLoop("stalled");
        VirtualLoop other = lab.network().openLoop("other");
        List<String> order = new ArrayList<>();
        stalled.execute(() -> {
            lab.advance(Duration.ofNanos(50));
            order.add("stall over at " + lab.elapsed().toNanos());
        });
        stalled.schedule(10, () -> order.add("late at " + lab.elapsed().toNanos()));
        other.schedule(20, () -> order.add("on time at " + lab.elapsed().toNanos()));
        lab.advance(Duration.ofNanos(100));

        assertThat(order).containsExactly("on time at 20", "stall over at 50", "late at 50");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bytesAreCutAnywhereAndArriveAsTheyWereSent(long seed) {
        Playground playground = new Playground(seed, Arena::new);
        PlainPeer peer = playground.joinPlain();
        for (int i = 0; i < 200; i++) {
            playground.arena.player(1).send(Message.of("count", "n", i));
        }
        playground.settle();

        assertThat(peer.messages()).hasSize(201);
        assertThat(peer.messages().subList(1, 201))
                .extracting(m -> m.getInt("n"))
                .isSorted();
        assertThat(peer.slices).contains(1).hasSizeGreaterThan(5);
    }

    @Test
    void aReceiverThatDoesNotReadHoldsItsSenderUp() {
        Playground playground = new Playground();
        PlainPeer peer = playground.joinPlain().reading(false);
        playground.settle();
        playground.arena.player(1).send(Message.of("blob", "bytes", new byte[1 << 19]));
        playground.arena.player(1).close();
        playground.settle();
        assertThat(peer.slices.stream().mapToInt(Integer::intValue).sum()).isLessThan(100);

        peer.reading(true);
        playground.settle();
        assertThat(peer.messages().get(1).getBytes("bytes")).hasSize(1 << 19);
        assertThat(peer.inputEnded).isTrue();
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnotherOne() {
        assertThat(trace(1)).isEqualTo(trace(1));
        assertThat(trace(1)).isNotEqualTo(trace(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void soItIsWithFaults(long seed) {
        assertThat(faultyTrace(seed)).isEqualTo(faultyTrace(seed));
        assertThat(faultyTrace(seed)).isNotEqualTo(faultyTrace(seed + 1));
    }

    /** Who was told what, when, and in which pieces; with numbers that the server draws. */
    private static List<String> trace(long seed) {
        Playground playground = new Playground(seed, Arena::new);
        List<String> trace = playground.arena.told;
        playground.arena.whenActs = (player, message) -> {
            player.server().sendToAll(message);
            trace.add("at " + playground.lab.elapsed());
            throw new IllegalStateException("an id is drawn for this");
        };
        PlainPeer plain = playground.joinPlain();
        for (int i = 0; i < 10; i++) {
            RecordingListener client = playground.join();
            client.send(Message.of("act", "padding", "x".repeat(100 * i)));
            playground.settle();
            client.events().forEach(event -> trace.add(event.toString()));
            client.close();
        }
        playground.settle();
        trace.add(plain.slices.toString());
        return trace;
    }

    /** The same with a bad network: jitter, a stall, a cut, a process that freezes and one that loses its cable. */
    private static List<String> faultyTrace(long seed) {
        Playground playground = new Playground(seed, Arena::new);
        NetworkLab lab = playground.lab;
        List<String> trace = playground.arena.told;
        playground.arena.whenActs = (player, message) -> {
            player.server().sendToAll(message);
            trace.add("at " + lab.elapsed());
        };
        PlainPeer plain = playground.joinPlain();
        List<RecordingListener> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(playground.join());
        }
        lab.conditions(Conditions.mobile());
        lab.process(playground.arena).links().get(1).cutAfterReceiving(150);
        lab.process(playground.arena).links().get(2).stall(Duration.ofSeconds(2));
        lab.process(playground.arena).links().get(3).blackholeSending();
        lab.process(clients.get(3)).freeze(Duration.ofSeconds(3));
        lab.process(clients.get(4)).unplug(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            clients.forEach(client -> client.send(Message.of("act", "padding", "x".repeat(100))));
            playground.advance(Duration.ofSeconds(1));
        }
        clients.forEach(client -> trace.add(client.events().toString()));
        trace.add(plain.slices.toString());
        return trace;
    }

    @Test
    void theTestsOwnChanceComesFromTheSeedAndMovesNoOther() {
        NetworkLab other = NetworkLab.seeded(7);
        assertThat(lab.random().nextLong()).isEqualTo(other.random().nextLong());
        lab.random().nextLong();

        assertThat(lab.open(lab::random)).isSameAs(lab.random());
        assertThat(lab.network().random().nextLong())
                .isEqualTo(other.network().random().nextLong());
    }

    @Test
    void whatFailsInALabSaysTheSeed() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lab.runUntil(() -> false, Duration.ofSeconds(2)))
                .withMessageContaining("(seed 7)");
        IllegalStateException fault = new IllegalStateException("a condition's own");
        assertThatIllegalStateException().isThrownBy(() -> lab.runUntil(() -> fail(fault), Duration.ofSeconds(2)));
        assertThatIllegalStateException().isThrownBy(() -> lab.runUntil(() -> fail(fault), Duration.ofSeconds(2)));

        assertThat(fault.getSuppressed())
                .singleElement()
                .satisfies(note -> assertThat(note).hasMessageContaining("seed 7"));
        assertThat(lab.seed()).isEqualTo(7);
    }

    @Test
    void whatATaskThrowsSaysTheSeedTooAndSoDoesAWait() {
        VirtualLoop loop = lab.network().openLoop("failing");
        loop.execute(() -> fail(new IllegalStateException("a task's")));
        assertThatIllegalStateException()
                .isThrownBy(() -> lab.advance(Duration.ZERO))
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> lab.network().await(new CompletableFuture<>()))
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    private static boolean fail(IllegalStateException failure) {
        throw failure;
    }
}
