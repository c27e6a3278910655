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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that stops reading among others that do, on a server with and without a thread for I/O, with and without sessions. */
final class SlowPlayerTest {
    private static final Duration FRAME = Duration.ofMillis(16);
    private static final byte[] MAP = new byte[10_000];

    /** Reads no more than a little while it is not pumped. */
    private static final ClientOptions FORGETFUL = ClientOptions.builder()
            .inboxBytes(64 << 10)
            .reconnect(Reconnect.exponential(Duration.ofMillis(100), Duration.ofMillis(100)))
            .build();

    private Playground playground = new Playground();
    private Arena arena = playground.arena;

    private void open(boolean ioThread, boolean sessions) {
        arena.stop();
        ServerOptions.Builder options = ServerOptions.builder().port(0).ioThread(ioThread);
        if (sessions) {
            options.sessions(Sessions.resumable(Duration.ofSeconds(30)));
        }
        playground = new Playground(() -> new Arena(options.build()));
        arena = playground.arena;
    }

    private RecordingListener joinForgetful() {
        RecordingListener client = playground.lab.open(() -> new RecordingListener(FORGETFUL));
        client.connect("localhost", playground.port());
        playground.lab.advance(Duration.ofMillis(50));
        client.pump();
        client.expect(Event.Connected.class);
        return client;
    }

    private static CloseReason reasonOf(Arena.Player player) {
        return Objects.requireNonNull(player.closeReason());
    }

    private static Message snapshot(int number) {
        return Message.of("snapshot", "number", number, "map", MAP);
    }

    private static List<Integer> numbers(RecordingListener client, Duration whole, NetworkLab lab) {
        List<Integer> numbers = new ArrayList<>();
        for (Duration passed = Duration.ZERO; passed.compareTo(whole) < 0; passed = passed.plus(FRAME)) {
            lab.advance(FRAME);
            client.pump();
            while (!client.events().isEmpty() && client.events().get(0) instanceof Event.Received) {
                numbers.add(client.expect("snapshot").getInt("number"));
            }
        }
        return numbers;
    }

    /** A frame of the game: a broadcast, which all who read get within it. */
    private void play(List<RecordingListener> readers, int number, boolean latest) {
        arena.loop().execute(() -> {
            if (latest) {
                arena.sendLatestToAll(snapshot(number));
            } else {
                arena.sendToAll(snapshot(number));
            }
        });
        playground.lab.advance(FRAME);
        for (RecordingListener reader : readers) {
            reader.pump();
            assertThat(reader.expect("snapshot").getInt("number")).isEqualTo(number);
            reader.expectNothing();
        }
    }

    private List<RecordingListener> joinReaders(int count) {
        List<RecordingListener> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readers.add(playground.begin(() -> new RecordingListener()));
        }
        playground.settle();
        readers.forEach(reader -> reader.expect(Event.Connected.class));
        return readers;
    }

    // ---- among others

    @ParameterizedTest
    @CsvSource({"false,false,100", "true,false,100", "false,true,10", "true,true,10"})
    void whoStopsReadingIsClosedAndNobodyElseNotices(boolean ioThread, boolean sessions, int crowd) {
        open(ioThread, sessions);
        RecordingListener slow = joinForgetful();
        Arena.Player player = arena.player(1);
        List<RecordingListener> readers = joinReaders(crowd);
        int most = 0;
        for (int number = 0; number < 180; number++) {
            play(readers, number, false);
            most = Math.max(most, player.queuedBytes());
        }

        assertThat(most).isBetween(1_000_000, 1 << 20);
        assertThat(reasonOf(player).kind()).isEqualTo(Kind.SLOW_CONSUMER);
        assertThat(reasonOf(player).text()).contains("bytes wait, over the limit of 1,048,576");
        assertThat(player.queuedBytes()).isZero();
        assertThat(player.isWritable()).isFalse();
        assertThat(arena.told).containsOnlyOnce("Channel.onClose 1 SLOW_CONSUMER");
        assertThat(arena.channels()).hasSize(crowd);

        numbers(slow, Duration.ofSeconds(3), playground.lab);
        assertThat(slow.isConnected()).as("it comes back, to a new channel").isTrue();
        assertThat(arena.channels()).hasSize(crowd + 1);
    }

    @ParameterizedTest
    @CsvSource({"false,false,100", "true,false,100", "false,true,10", "true,true,10"})
    void withSnapshotsItStaysAndFindsTheNewestWhenItReadsAgain(boolean ioThread, boolean sessions, int crowd) {
        open(ioThread, sessions);
        RecordingListener slow = joinForgetful();
        Arena.Player player = arena.player(1);
        List<RecordingListener> readers = joinReaders(crowd);
        int most = 0;
        for (int number = 0; number < 180; number++) {
            play(readers, number, true);
            most = Math.max(most, player.queuedBytes());
        }
        assertThat(most).isLessThan(11_000);

        List<Integer> seen = numbers(slow, Duration.ofSeconds(1), playground.lab);

        assertThat(seen).isSorted().doesNotHaveDuplicates().last().isEqualTo(179);
        assertThat(seen).hasSizeLessThan(60);
        assertThat(arena.told).noneMatch(line -> line.startsWith("Channel.onClose"));
        play(List.of(), 180, true);
        slow.pump();
        assertThat(slow.expect("snapshot").getInt("number")).isEqualTo(180);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void whoseMessageWaitsForFiveSecondsIsClosed(boolean ioThread, boolean sessions) {
        open(ioThread, sessions);
        joinForgetful();
        Arena.Player player = arena.player(1);
        for (int number = 0; number < 60; number++) {
            play(List.of(), number, false);
        }
        assertThat(player.queuedBytes()).isBetween(10_000, 1 << 20);
        playground.lab.advance(Duration.ofSeconds(4));
        assertThat(player.closeReason()).isNull();

        playground.lab.advance(Duration.ofSeconds(1));

        assertThat(reasonOf(player).kind()).isEqualTo(Kind.SLOW_CONSUMER);
        assertThat(reasonOf(player).text()).isEqualTo("a message waits for 5,000 ms, over the limit of 5,000");
    }

    // ---- away

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void snapshotsForAClientThatIsAwayTakeNoRoomAndItGetsTheNewest(boolean ioThread) {
        open(ioThread, true);
        RecordingListener client = joinForgetful();
        Arena.Player player = arena.player(1);
        playground.lab.process(client).freeze(Duration.ofSeconds(20));
        playground.lab.process(client).links().get(0).blackhole();
        playground.lab.advance(Duration.ofSeconds(16));
        assertThat(player.isConnected()).isFalse();
        assertThat(player.isWritable()).isFalse();
        arena.loop().execute(() -> player.send(Message.of("snapshot", "number", -1)));
        for (int number = 0; number < 100; number++) {
            play(List.of(), number, true);
        }
        assertThat(player.queuedBytes()).isBetween(10_000, 11_000);

        playground.lab.advance(Duration.ofSeconds(20));
        client.pump();

        Event.Reconnected back = client.events().stream()
                .filter(Event.Reconnected.class::isInstance)
                .map(Event.Reconnected.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(back.resumption()).isEqualTo(Resumption.RESUMED);
        assertThat(client.events().stream()
                        .filter(Event.Received.class::isInstance)
                        .map(event -> ((Event.Received) event).message().getInt("number")))
                .containsExactly(-1, 99);
        assertThat(arena.told).as("it was asked for while nobody was there").contains("Channel.onWritable 1");
        assertThat(player.isWritable()).isTrue();
    }

    // ---- room for more

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void aMapIsSentPieceByPieceAsFastAsItIsReadAndNoFaster(boolean ioThread, boolean sessions) {
        open(ioThread, sessions);
        int[] sent = {0};
        int[] most = {0};
        Arena.Player[] sender = {null};
        Runnable sendOn = () -> {
            while (sent[0] < 300 && sender[0].isWritable()) {
                sender[0].send(snapshot(sent[0]++));
                most[0] = Math.max(most[0], sender[0].queuedBytes());
            }
        };
        arena.whenWritable = player -> sendOn.run();
        RecordingListener client = joinForgetful();
        sender[0] = arena.player(1);
        arena.loop().execute(sendOn);
        playground.lab.advance(Duration.ofSeconds(2));
        assertThat(sent[0]).as("nobody reads, and it waits").isBetween(20, 100);

        List<Integer> seen = numbers(client, Duration.ofSeconds(10), playground.lab);

        assertThat(seen).hasSize(300).isSorted().doesNotHaveDuplicates();
        assertThat(most[0]).isLessThan((64 << 10) + 11_000);
        assertThat(arena.told).noneMatch(line -> line.startsWith("Channel.onClose"));
        assertThat(arena.player(1).queuedBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aBurstThatTheSystemTakesAtOnceIsNoLackOfRoom(boolean ioThread) {
        open(ioThread, false);
        RecordingListener client = joinForgetful();
        arena.loop().execute(() -> {
            for (int i = 0; i < 20; i++) {
                arena.player(1).send(snapshot(i));
            }
            assertThat(arena.player(1).queuedBytes()).isBetween(200_000, 210_000);
        });
        assertThat(numbers(client, Duration.ofMillis(200), playground.lab)).hasSize(20);

        assertThat(arena.told).doesNotContain("Channel.onWritable 1");
        assertThat(arena.errors).isEmpty();
        assertThat(arena.player(1).queuedBytes()).isZero();
        assertThat(arena.player(1).isWritable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whoAsksInTheMiddleOfABurstIsToldWhenItIsThrough(boolean ioThread) {
        open(ioThread, false);
        joinForgetful();
        arena.loop().execute(() -> {
            for (int i = 0; i < 20; i++) {
                arena.player(1).send(snapshot(i));
            }
            arena.told.add("writable " + arena.player(1).isWritable());
        });
        playground.settle();

        assertThat(arena.told).endsWith("writable false", "Channel.onWritable 1");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whoIsToldOfRoomMayCloseTheChannelAndHearsNoMore(boolean ioThread) {
        open(ioThread, false);
        joinForgetful();
        arena.whenWritable = player -> {
            player.kick("enough");
            assertThat(player.isWritable()).isFalse();
        };
        arena.loop().execute(() -> {
            for (int i = 0; i < 20; i++) {
                arena.player(1).send(snapshot(i));
            }
            arena.player(1).isWritable();
        });
        playground.settle();

        assertThat(arena.told).containsSubsequence("Channel.onWritable 1", "Channel.onClose 1 KICKED");
        assertThat(arena.errors).isEmpty();
    }

    // ---- in the middle of things

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whatOneThreadSendsKeepsItsOrderWhicheverWayItIsSent(boolean ioThread) {
        open(ioThread, false);
        RecordingListener client = joinForgetful();
        Arena.Player player = arena.player(1);
        arena.loop().execute(() -> {
            player.send(Message.of("snapshot", "number", 1));
            player.sendLatest(Message.of("snapshot", "number", 2));
            player.send(Message.of("snapshot", "number", 3));
            arena.sendLatestToAll(Message.of("snapshot", "number", 4));
            player.sendLatest(Message.of("snapshot", "number", 5), "other key");
            player.sendLatest(Message.of("snapshot", "number", 6));
            player.send(Message.of("snapshot", "number", 7));
        });
        List<Integer> seen = numbers(client, Duration.ofMillis(50), playground.lab);

        assertThat(seen).isSorted().doesNotHaveDuplicates().contains(1, 3, 5, 6, 7);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aBroadcastDuringWhichSomebodyIsClosedReachesTheOthersAndTheCloseIsToldAfterwards(boolean ioThread) {
        open(ioThread, false);
        joinForgetful();
        List<RecordingListener> readers = joinReaders(3);
        for (int number = 0; number < 30; number++) {
            play(readers, number, false);
        }
        arena.told.clear();
        arena.loop().execute(() -> {
            for (int i = 0; i < 120; i++) {
                arena.sendToAll(snapshot(1000 + i));
            }
            arena.told.add("returned");
        });
        playground.lab.advance(Duration.ofMillis(500));

        assertThat(arena.told)
                .startsWith("returned")
                .containsSubsequence("Channel.onClose 1 SLOW_CONSUMER", "Server.onDisconnect 1");
        for (RecordingListener reader : readers) {
            reader.pump();
            for (int i = 0; i < 120; i++) {
                assertThat(reader.expect("snapshot").getInt("number")).isEqualTo(1000 + i);
            }
            reader.expectNothing();
        }
    }

    // ---- the other way

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aClientHasTheSameTowardsAServerThatDoesNotRead(boolean tooMuch) {
        arena.stop();
        playground = new Playground(() -> new Arena(ServerOptions.builder()
                .port(0)
                .ioThread(true)
                .inboxBytes(64 << 10)
                .build()));
        arena = playground.arena;
        RecordingListener client = playground.join(() -> new RecordingListener(ClientOptions.builder()
                .limits(Limits.standard().withMaxQueuedTime(Duration.ofSeconds(20)))
                .build()));
        arena.loop().execute(() -> playground.lab.advance(Duration.ofSeconds(3)));
        arena.loop().execute(() -> {});
        playground.lab.network().openLoop("game").execute(() -> sendMuch(client, tooMuch));
        playground.lab.advance(Duration.ofSeconds(4));
        client.pump();

        if (tooMuch) {
            Event.Disconnected end = client.expect(Event.Disconnected.class);
            assertThat(end.reason().kind()).isEqualTo(Kind.SLOW_CONSUMER);
            assertThat(client.queuedBytes()).isZero();
            assertThat(client.send(snapshot(0))).isZero();
            assertThat(client.sendLatest(snapshot(0))).isZero();
        } else {
            client.expect(Event.Writable.class);
            assertThat(client.isWritable()).isTrue();
            assertThat(client.queuedBytes()).isZero();
            assertThat(arena.told).filteredOn(line -> line.endsWith("snapshot")).hasSize(50);
        }
    }

    private void sendMuch(RecordingListener client, boolean tooMuch) {
        for (int i = 0; i < (tooMuch ? 150 : 50); i++) {
            client.send(snapshot(i));
        }
        assertThat(client.queuedBytes()).isGreaterThan(64 << 10);
        assertThat(client.isWritable()).isFalse();
    }
}
