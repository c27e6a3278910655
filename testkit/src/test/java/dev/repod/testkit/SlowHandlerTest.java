package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.On;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.Wire;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which callbacks are logged as slow, and by which name. */
final class SlowHandlerTest {
    /** More than are timed one by one before some are timed together, and less than the rates let pass. */
    private static final int MANY = 1_100;

    @RegisterExtension
    final LogLines log = new LogLines();

    private static Playground playground(boolean ioThread) {
        return playground(1, ioThread);
    }

    private static Playground playground(long seed, boolean ioThread) {
        ServerOptions options =
                ServerOptions.builder().port(0).ioThread(ioThread).build();
        return new Playground(seed, () -> new Arena(options));
    }

    /** A player of whom so many messages came that were handled in no time. An act takes as long as it says. */
    private static PlainPeer quickUpToNow(Playground playground) {
        playground.arena.whenActs = (player, message) ->
                playground.lab.advance(Duration.ofMillis(message.has("millis") ? message.getInt("millis") : 0));
        playground.arena.whenUnhandled = playground.arena.whenActs;
        PlainPeer player = playground.joinKnownPlain();
        for (int i = 0; i < MANY; i++) {
            player.send("act");
        }
        playground.settle();
        playground.arena.told.clear();
        return player;
    }

    private static byte[] taking(String action, int... millis) {
        var frames = new ByteArrayOutputStream();
        for (int each : millis) {
            frames.writeBytes(Wire.encode(Message.of(action, "millis", each)));
        }
        return frames.toByteArray();
    }

    /** All of them come at once, in a read or two. */
    private static void sendTogether(PlainPeer player, byte[]... frames) {
        var all = new ByteArrayOutputStream();
        for (byte[] each : frames) {
            all.writeBytes(each);
        }
        player.sendBytes(all.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSlowCallbackIsLoggedOnceByName(boolean ioThread) {
        Playground playground = playground(ioThread);
        playground.arena.whenActs = (player, message) -> playground.lab.advance(Duration.ofMillis(150));
        playground.arena.whenUnhandled = (player, message) -> playground.lab.advance(Duration.ofMillis(99));
        RecordingListener client = playground.join();
        client.send(Message.of("act"));
        client.send(Message.of("quick"));
        playground.settle();
        playground.settle();

        assertThat(playground.arena.told).contains("act 1", "Channel.onUnhandled 1 quick");
        assertThat(log.of("slow_handler"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("action", "act")
                        .containsEntry("millis", 150L)
                        .containsKey("addr"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyIsChargedForTheCallbackBeforeHimInTheSameRead(boolean ioThread) {
        Playground playground = playground(ioThread);
        playground.arena.whenActs = (player, message) -> playground.lab.advance(Duration.ofMillis(99));
        playground.arena.whenUnhandled = playground.arena.whenActs;
        RecordingListener client = playground.join();
        for (String action : List.of("quick", "act", "quick", "act", "act", "quick")) {
            client.send(Message.of(action));
        }
        playground.settle();
        playground.settle();

        assertThat(playground.arena.told)
                .containsSubsequence("Channel.onUnhandled 1 quick", "act 1", "Channel.onUnhandled 1 quick");
        assertThat(log.of("slow_handler")).isEmpty();
    }

    @Test
    void slowCallbacksOfEveryOtherKindAreLoggedByTheirNames() {
        Playground playground = new Playground();
        Arena slow = playground.arena;
        Runnable stall = () -> playground.lab.advance(Duration.ofMillis(200));
        slow.whenChannelConnects = player -> stall.run();
        slow.whenServerConnects = player -> stall.run();
        slow.whenUnhandled = (player, message) -> stall.run();
        slow.whenChannelCloses = player -> stall.run();
        slow.whenServerDisconnects = player -> stall.run();
        slow.whenStopping = stall;
        RecordingListener client = playground.begin(RecordingListener::new);
        playground.advance(Duration.ofSeconds(2));
        client.send(Message.of("anything"));
        playground.advance(Duration.ofSeconds(2));
        slow.loop().execute(stall);
        playground.advance(Duration.ofSeconds(2));
        client.close();
        playground.advance(Duration.ofSeconds(2));
        slow.stop();

        assertThat(log.of("slow_handler"))
                .extracting(line -> line.get("action"))
                .containsExactly(
                        "onConnect", "onConnect", "onUnhandled", "task", "onClose", "onDisconnect", "onStopping");
    }

    /** Wherever chance divides them into reads. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theFirstSlowOneAfterManyQuickOnesIsLoggedByItsName(long seed) {
        Playground playground = playground(seed, seed == 8);
        PlainPeer player = quickUpToNow(playground);
        sendTogether(player, taking("act", 0, 0), taking("other", 0, 150, 0), taking("act", 0, 0));
        playground.settle();
        playground.settle();

        assertThat(playground.arena.told).hasSize(7);
        assertThat(log.of("slow_handler"))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).containsEntry("action", "onUnhandled").containsEntry("millis", 150L));
    }

    @Test
    void ofThoseThatAreTimedTogetherItIsSaidHowManyThereWere() {
        Playground playground = playground(false);
        PlainPeer player = quickUpToNow(playground);
        sendTogether(player, taking("act", 0, 0, 0, 120, 0, 0, 0, 0, 0, 0));
        playground.settle();

        assertThat(log.of("slow_handler"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("action", "act")
                        .containsEntry("millis", 120L)
                        .hasEntrySatisfying(
                                "handlers",
                                handlers -> assertThat((int) handlers).isBetween(2, 8)));
    }

    /** Once one was slow, no sum of several that are not is taken for a slow one. */
    @Test
    void afterASlowOneEachIsTimedAlone() {
        Playground playground = playground(false);
        PlainPeer player = quickUpToNow(playground);
        sendTogether(player, taking("act", 0, 150, 0, 0, 0, 0, 0, 0, 99, 99, 160, 99));
        playground.settle();

        assertThat(log.of("slow_handler"))
                .extracting(line -> line.get("millis"))
                .containsExactly(150L, 160L);
        assertThat(log.of("slow_handler").get(1)).doesNotContainKey("handlers");
    }

    /** The end of a read is timed too: whoever is the last of it is not charged for the quiet behind it, and is not forgotten. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTimeBetweenTwoReadsIsNobodys(boolean ioThread) {
        Playground playground = playground(ioThread);
        PlainPeer player = quickUpToNow(playground);
        sendTogether(player, taking("act", 0, 0, 0));
        playground.settle();
        playground.advance(Duration.ofSeconds(5));
        sendTogether(player, taking("act", 0, 0, 130));
        playground.settle();
        playground.advance(Duration.ofSeconds(5));
        sendTogether(player, taking("act", 0, 0, 0));
        playground.settle();

        assertThat(log.of("slow_handler"))
                .singleElement()
                .satisfies(
                        line -> assertThat(line).containsEntry("action", "act").containsEntry("millis", 130L));
    }

    @Test
    void whatOthersDoBetweenTwoReadsIsNobodys() {
        Playground playground = playground(false);
        PlainPeer player = quickUpToNow(playground);
        sendTogether(player, taking("act", 0));
        playground.settle();
        playground.arena.loop().execute(() -> playground.lab.advance(Duration.ofMillis(90)));
        playground.settle();
        sendTogether(player, taking("act", 90));
        playground.settle();

        assertThat(log.of("slow_handler")).isEmpty();
    }

    /** What a record's constructor takes is its own action's, whether the handler is called then or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeToMakeARecordIsItsOwnActions(boolean refused) {
        ServerOptions options = ServerOptions.builder().port(0).build();
        Playground playground = new Playground(() -> new Arena(Porter::new, options));
        PlainPeer player = quickUpToNow(playground);
        Parcel.whenMade = () -> {
            playground.lab.advance(Duration.ofMillis(150));
            if (refused) {
                throw new IllegalArgumentException("too heavy");
            }
        };
        sendTogether(player, taking("act", 0, 0), taking("parcel", 1), taking("act", 0, 0));
        playground.settle();

        assertThat(playground.arena.told.contains("parcel")).isNotEqualTo(refused);
        assertThat(log.of("slow_handler"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("action", "parcel")
                        .containsEntry("millis", 150L)
                        .doesNotContainKey("handlers"));
    }

    record Parcel(int millis) {
        static Runnable whenMade = () -> {};

        Parcel {
            whenMade.run();
        }
    }

    static final class Porter extends Arena.Player {
        @On
        void parcel(Parcel parcel) {
            server().told.add("parcel");
        }
    }

    /** A callback between two messages of one read is named itself, and nobody beside it. */
    @Test
    void aCallbackThatRunsWithinAReadIsNotChargedToTheMessageBehindIt() {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .sessions(Sessions.resumable(Duration.ofSeconds(30)))
                .build();
        Playground playground = new Playground(() -> new Arena(options));
        playground.arena.whenChannelConnects = player -> playground.lab.advance(Duration.ofMillis(150));
        playground.joinPlain().send("act");
        playground.advance(Duration.ofSeconds(3));

        assertThat(playground.arena.told).contains("act 1");
        assertThat(log.of("slow_handler"))
                .extracting(line -> line.get("action"))
                .containsExactly("onConnect");
    }
}
