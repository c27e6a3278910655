package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is started again, over what the one before it has saved. */
final class RestoreTest {
    private static final int PORT = 6000;

    @RegisterExtension
    final LogLines log = new LogLines();

    private final NetworkLab lab = NetworkLab.seeded(3);
    private final SlowShelf shelf = new SlowShelf();

    /** One that takes its time, and knows how long it is to keep. */
    private final class SlowShelf extends Shelf {
        private int saves;
        private Duration takes = Duration.ZERO;
        private long keptUntilNanos;

        @Override
        public void save(String key, Message state, Duration keepFor) throws IOException {
            saves++;
            lab.advance(takes);
            super.save(key, state, keepFor);
            keptUntilNanos = lab.nanoTime() + keepFor.toNanos();
        }
    }

    private Arena serve() {
        Arena arena = lab.open(() -> new Arena(ServerOptions.builder()
                .port(PORT)
                .sessions(Sessions.resumable(Duration.ofSeconds(30)).store(shelf))
                .build()));
        arena.whenAskedForState = player -> Message.of("state", "score", player.score);
        arena.whenRestored = (player, state) -> player.score = state.getInt("score");
        arena.whenActs = (player, message) -> player.score++;
        arena.start();
        return arena;
    }

    private RecordingListener join() {
        RecordingListener client = lab.open(() -> new RecordingListener(ClientOptions.builder()
                .reconnect(Reconnect.exponential(Duration.ofMillis(100), Duration.ofMillis(500)))
                .build()));
        client.connect("localhost", PORT);
        lab.advance(Duration.ofMillis(50));
        client.pump();
        client.expect(Event.Connected.class);
        return client;
    }

    private void advance(RecordingListener client, Duration time) {
        lab.advance(time);
        client.pump();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theClientComesBackByItselfAndFindsItsState(boolean killed) {
        Arena before = serve();
        RecordingListener client = join();
        for (int i = 0; i < 5; i++) {
            client.send(Message.of("act"));
        }
        advance(client, Duration.ofSeconds(2));
        if (killed) {
            lab.process(before).kill();
        } else {
            before.stop();
        }
        Arena after = serve();

        advance(client, Duration.ofSeconds(2));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.RESTORED));
        assertThat(after.player(1).score).isEqualTo(5);
        assertThat(after.told).containsExactly("Channel.restoreState 1", "Channel.onConnect 1", "Server.onConnect 1");
        after.player(1).send(Message.of("hello"));
        client.send(Message.of("act"));
        advance(client, Duration.ofSeconds(1));
        assertThat(client.events()).last().isEqualTo(new Event.Received(Message.of("hello")));
        assertThat(after.player(1).score).isEqualTo(6);
    }

    @Test
    void aRestoredSessionIsResumedLikeAnyOther() {
        Arena before = serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(2));
        lab.process(before).kill();
        Arena after = serve();
        advance(client, Duration.ofSeconds(2));
        after.player(1).send(Message.of("a"));
        lab.process(client).links().get(0).cut();
        client.send(Message.of("act"));

        advance(client, Duration.ofSeconds(2));

        assertThat(client.events())
                .endsWith(new Event.Reconnected(Resumption.RESUMED), new Event.Received(Message.of("a")));
        assertThat(after.player(1).score).isEqualTo(1);
    }

    @Test
    void aCutInTheMiddleOfTheRestoringIsRestoredOnce() {
        for (int bytes = 0; bytes < 250; bytes += 7) {
            Arena before = serve();
            RecordingListener client = join();
            client.send(Message.of("act"));
            advance(client, Duration.ofSeconds(2));
            lab.process(before).kill();
            Arena after = serve();
            int cutAfter = bytes;
            boolean[] done = {false};
            lab.onLink(link -> {
                if (!done[0]) {
                    done[0] = true;
                    link.cutAfterReceiving(cutAfter);
                }
            });

            advance(client, Duration.ofSeconds(5));

            assertThat(client.isConnected()).isTrue();
            assertThat(after.channels()).hasSize(1);
            assertThat(after.channels().get(0).score).isEqualTo(1);
            client.close();
            after.stop();
            lab.onLink(link -> {});
        }
    }

    @Test
    void withoutWhatWasSavedItIsFresh() {
        Arena before = serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(2));
        lab.process(before).kill();
        shelf.states.clear();
        serve();

        advance(client, Duration.ofSeconds(2));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.FRESH));
    }

    @Test
    void aStateThatDidNotChangeIsNotSavedAgain() {
        serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(5));
        int saves = shelf.saves;

        advance(client, Duration.ofSeconds(8));
        assertThat(shelf.saves).isEqualTo(saves);

        client.send(Message.of("act"));
        advance(client, Duration.ofSeconds(2));
        assertThat(shelf.saves).isEqualTo(saves + 1);
    }

    @Test
    void aStoreThatForgetsInTimeStillHasItWhenTheServerEndsLater() {
        Arena before = serve();
        RecordingListener client = join();
        for (int i = 0; i < 20; i++) {
            advance(client, Duration.ofSeconds(15));
            assertThat(shelf.keptUntilNanos - lab.nanoTime())
                    .isGreaterThan(Duration.ofSeconds(30).toNanos());
        }
        lab.process(before).kill();
        serve();
        advance(client, Duration.ofSeconds(2));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.RESTORED));
    }

    @Test
    void aSlowStoreGetsBehindAndNoQueueGrows() {
        shelf.takes = Duration.ofSeconds(10);
        Arena arena = serve();
        arena.whenAskedForState = player -> Message.of("state", "score", ++player.score);
        RecordingListener client = join();
        advance(client, Duration.ofMinutes(10));
        Duration before = lab.elapsed();

        arena.stop();

        // What is being saved, what has changed since, and the last state: not ten minutes' worth of states.
        assertThat(lab.elapsed().minus(before)).isLessThan(Duration.ofSeconds(45));
        assertThat(shelf.states).hasSize(1);
    }

    @Test
    void aStateThatIsTakenBackIsForgotten() {
        Arena arena = serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(2));
        assertThat(shelf.states).hasSize(1);

        arena.whenAskedForState = player -> null;
        advance(client, Duration.ofSeconds(2));

        assertThat(shelf.states).isEmpty();
    }

    @Test
    void aChannelThatEndsWhenItIsAskedForItsStateEndsInOrder() {
        Arena arena = serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(2));
        arena.whenAskedForState = player -> {
            player.close();
            return null;
        };
        lab.process(client).links().get(0).cut();
        advance(client, Duration.ofSeconds(2));

        List<String> ofTheFirst = arena.told.stream()
                .filter(line -> line.endsWith(" 1") || line.contains(" 1 "))
                .toList();
        assertThat(ofTheFirst).endsWith("Channel.onClose 1 CLOSED", "Server.onDisconnect 1");
    }

    @Test
    void whoEndsForGoodIsForgottenThere() {
        Arena arena = serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(2));
        assertThat(shelf.states).hasSize(1);

        arena.player(1).kick("out");
        advance(client, Duration.ofSeconds(1));

        assertThat(shelf.states).isEmpty();
    }

    @Test
    void eachIdThatIsValidFindsItAndNoOther() {
        serve();
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            lab.process(client).links().get(0).cut();
            advance(client, Duration.ofSeconds(1));
        }

        assertThat(client.isConnected()).isTrue();
        assertThat(shelf.states).hasSize(1);
        assertThat(shelf.states.keySet()).allMatch(key -> key.matches("[0-9a-f]{64}"));
    }

    @Test
    void aStoreThatFailsIsLoggedAndEndsNobody() {
        Arena arena = serve();
        shelf.broken = true;
        RecordingListener client = join();
        advance(client, Duration.ofSeconds(5));
        lab.process(client).links().get(0).cut();
        advance(client, Duration.ofSeconds(1));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.RESUMED));
        assertThat(arena.channels()).hasSize(1);
        assertThat(log.of("session_store_failed")).isNotEmpty();
        assertThat(log.of("session_store_failed").get(0)).containsEntry("call", "save");
    }

    @Test
    void aPlainPeerFindsItsStateToo() {
        Arena before = serve();
        PlainPeer peer = new PlainPeer(lab).connect(PORT);
        lab.advance(Duration.ofSeconds(2));
        peer.send("act");
        lab.advance(Duration.ofSeconds(2));
        String id = peer.messages().get(1).getString("session_id");
        lab.process(before).kill();
        Arena after = serve();

        PlainPeer back = new PlainPeer(lab).connect(PORT);
        lab.advance(Duration.ofMillis(20));
        back.send("recover_session", "session_id", id);
        lab.advance(Duration.ofMillis(50));

        assertThat(back.messages().get(1).action()).isEqualTo("state_recovered");
        assertThat(back.messages().get(1).getMap("state")).containsEntry("score", 1L);
        assertThat(after.told).containsExactly("Channel.restoreState 1", "Channel.onConnect 1", "Server.onConnect 1");
    }

    @Test
    void stoppingWaitsUntilEverythingIsSaved() {
        Arena arena = serve();
        RecordingListener client = join();
        client.send(Message.of("act"));
        lab.advance(Duration.ofMillis(5));

        arena.stop();

        assertThat(shelf.states.values()).containsExactly(Message.of("state", "score", 1));
    }
}
