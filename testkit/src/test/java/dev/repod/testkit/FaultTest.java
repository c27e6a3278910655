package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A game that throws, in each kind of callback, with a second client that notices nothing. */
final class FaultTest {
    @RegisterExtension
    final LogLines log = new LogLines();

    private final RuntimeException fault = new IllegalStateException("secret of the game");
    private final Playground playground = new Playground();
    private final Arena arena = playground.arena;
    private final RecordingListener bystander = playground.join();

    /** The connection of the second client works, and nothing of it has been touched. */
    @AfterEach
    void theBystanderNoticesNothing() {
        playground.settle();
        bystander.expectNothing();
        if (bystander.isConnected()) {
            int before = arena.told.size();
            bystander.send(Message.of("look"));
            playground.settle();
            assertThat(arena.told.subList(before, arena.told.size())).containsExactly("Channel.onUnhandled 1 look");
        }
    }

    private RecordingListener joinAndAct() {
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        playground.settle();
        return client;
    }

    private void assertAlive(RecordingListener client) {
        arena.whenUnhandled = (player, message) -> player.send(Message.of("alive"));
        client.send(Message.of("anything"));
        playground.settle();
        client.expect("alive");
        client.expectNothing();
        arena.whenUnhandled = (player, message) -> {};
    }

    private static void assertInternalError(Message answer) {
        assertThat(answer.getString("message")).isEqualTo("internal error");
        assertThat(answer.getString("error_id")).matches("[0-9a-f]{8}");
        assertThat(answer)
                .isEqualTo(Message.of("error", "message", "internal error", "error_id", answer.getString("error_id")));
    }

    @Test
    void aHandler() {
        arena.whenActs = (player, message) -> {
            throw fault;
        };
        RecordingListener client = joinAndAct();

        assertThat(arena.errors).containsExactly(fault);
        assertInternalError(client.expect("error"));
        assertAlive(client);
    }

    @Test
    void aHandlerThatRunsOutOfStack() {
        arena.whenActs = (player, message) -> endless(1);
        RecordingListener client = joinAndAct();

        assertThat(arena.errors).singleElement().isInstanceOf(StackOverflowError.class);
        assertInternalError(client.expect("error"));
        assertAlive(client);
    }

    private static int endless(int depth) {
        return depth == 0 ? 0 : 1 + endless(depth + 1);
    }

    /** The callbacks about a client that is there, of the channel and of the server. */
    private enum Callback {
        CHANNEL_CONNECTS,
        SERVER_CONNECTS,
        CHANNEL_CLOSES,
        SERVER_DISCONNECTS
    }

    @ParameterizedTest
    @EnumSource(Callback.class)
    void aCallbackOfTheConnection(Callback callback) {
        java.util.function.Consumer<Arena.Player> failing = player -> {
            if (player.id() == 2) {
                throw fault;
            }
        };
        switch (callback) {
            case CHANNEL_CONNECTS -> arena.whenChannelConnects = failing;
            case SERVER_CONNECTS -> arena.whenServerConnects = failing;
            case CHANNEL_CLOSES -> arena.whenChannelCloses = failing;
            case SERVER_DISCONNECTS -> arena.whenServerDisconnects = failing;
        }
        RecordingListener client = playground.join();
        assertAlive(client);
        client.close();
        playground.settle();

        assertThat(arena.errors).containsExactly(fault);
        assertThat(arena.told.stream().filter(line -> line.endsWith(" 2") || line.contains("onClose 2")))
                .filteredOn(line -> !line.contains("onError"))
                .containsExactly(
                        "Channel.onConnect 2",
                        "Server.onConnect 2",
                        "Channel.onClose 2 PEER_CLOSED",
                        "Server.onDisconnect 2");
    }

    @Test
    void onErrorItself() {
        RuntimeException second = new IllegalStateException("again");
        arena.whenActs = (player, message) -> {
            throw fault;
        };
        arena.whenError = player -> {
            throw second;
        };
        RecordingListener client = joinAndAct();

        assertInternalError(client.expect("error"));
        assertThat(log.of("channel_error"))
                .extracting(values -> values.get("error"))
                .containsExactly(fault.toString(), second.toString());
        assertAlive(client);
    }

    @Test
    void onUnhandled() {
        arena.whenUnhandled = (player, message) -> {
            throw fault;
        };
        RecordingListener client = playground.join();
        client.send(Message.of("strange"));
        playground.settle();

        assertThat(arena.errors).containsExactly(fault);
        assertInternalError(client.expect("error"));
        arena.whenUnhandled = (player, message) -> {};
        assertAlive(client);
    }

    @Test
    void onStopping() {
        arena.whenStopping = () -> {
            throw fault;
        };
        arena.stop();
        playground.settle();

        assertThat(bystander.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.STOPPED);
        assertThat(arena.told).endsWith("Channel.onClose 1 STOPPED", "Server.onDisconnect 1");
        assertThat(log.of("server_error"))
                .singleElement()
                .extracting(values -> values.get("action"))
                .isEqualTo("onStopping");
    }

    @Test
    void aTaskOfTheLoop() {
        AtomicInteger runs = new AtomicInteger();
        arena.loop().execute(() -> {
            throw fault;
        });
        arena.loop().every(Duration.ofMillis(5), () -> {
            runs.incrementAndGet();
            throw fault;
        });
        playground.settle();

        assertThat(runs).hasValue(4);
        assertThat(log.of("server_error")).hasSize(5);
    }

    @Test
    void theTick() {
        AtomicInteger ticks = new AtomicInteger();
        Arena ticking = playground.lab.open(() -> new Arena() {
            @Override
            protected void onTick(double seconds) {
                ticks.incrementAndGet();
                throw fault;
            }
        });
        ticking.start();
        playground.lab.advance(Duration.ofMillis(100));

        assertThat(ticks.get()).isBetween(5, 6);
        assertThat(log.of("server_error"))
                .hasSize(ticks.get())
                .extracting(values -> values.get("action"))
                .containsOnly("onTick");
    }

    /** A channel whose constructor fails for one client in two. */
    static final class Fragile extends Arena.Player {
        Fragile(boolean fails) {
            if (fails) {
                throw new IllegalStateException("no channel for you");
            }
        }
    }

    private void assertThatEveryOtherIsRejected(Supplier<? extends Arena.Player> players) {
        Arena fragile = playground.lab.open(() -> new Arena(players, Arena.ANY_PORT));
        fragile.start();
        List<RecordingListener> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RecordingListener client = playground.lab.open(RecordingListener::new);
            client.connect("localhost", fragile.address().getPort());
            playground.settle();
            client.pump();
            clients.add(client);
        }
        for (int i = 0; i < 4; i++) {
            if (i % 2 == 1) {
                assertThat(clients.get(i).expect(Event.Failed.class).error().detail())
                        .isEqualTo("Connection rejected: internal error");
            } else {
                clients.get(i).expect(Event.Connected.class);
            }
            clients.get(i).expectNothing();
        }
        assertThat(fragile.told)
                .containsExactly(
                        "Channel.onConnect 1", "Server.onConnect 1", "Channel.onConnect 3", "Server.onConnect 3");
        assertThat(fragile.channels()).hasSize(2);
        assertThat(log.of("channel_error")).hasSize(2);
    }

    @Test
    void aChannelsConstructor() {
        AtomicInteger made = new AtomicInteger();
        assertThatEveryOtherIsRejected(() -> new Fragile(made.incrementAndGet() % 2 == 0));
    }

    @Test
    void theSupplierOfChannels() {
        AtomicInteger asked = new AtomicInteger();
        assertThatEveryOtherIsRejected(() -> {
            if (asked.incrementAndGet() % 2 == 0) {
                throw fault;
            }
            return new Arena.Player();
        });
    }

    @Test
    void aSupplierThatGivesTheSameChannelTwice() {
        List<Arena.Player> made = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        assertThatEveryOtherIsRejected(() -> {
            if (asked.incrementAndGet() % 2 == 1) {
                made.add(new Arena.Player());
            }
            return made.get(made.size() - 1);
        });
    }
}
