package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.Event;
import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a sender is answered, and what he is not. */
final class ErrorAnswerTest {
    record Move(double x, int steps) {
        Move {
            if (!(x >= 0 && x <= 1000)) {
                throw new IllegalArgumentException("position out of bounds");
            }
            if (steps == 13) {
                throw new IllegalStateException("a mistake of the game's, in a record");
            }
        }
    }

    static final class Mover extends Arena.Player {
        @On
        void move(Move move) {
            if (move.steps() == 7) {
                throw new InvalidMessageException("it is not your turn");
            }
            server().told.add(move.toString());
        }

        @On("error")
        void failure(Message message) {
            throw new IllegalStateException("over an error");
        }

        @On("checks")
        void checks(Message message) {
            server().told.add("v is " + message.getInt("v"));
        }
    }

    @RegisterExtension
    final LogLines log = new LogLines();

    private final Playground playground = new Playground(() -> new Arena(Mover::new, Arena.ANY_PORT));
    private final Arena arena = playground.arena;
    private final RecordingListener client = playground.join();

    private List<Message> answersTo(Message message) {
        client.send(message);
        playground.settle();
        List<Message> answers = client.events().stream()
                .map(event -> ((Event.Received) event).message())
                .toList();
        answers.forEach(answer -> client.expect(answer.action()));
        return answers;
    }

    private static Message invalidMove(String reason) {
        return Message.of("error", "message", "invalid move: " + reason, "about", "move");
    }

    @Test
    void aRecordsOwnCheckIsAnsweredInItsWords() {
        assertThat(answersTo(Message.of("move", "x", -1, "steps", 1)))
                .containsExactly(invalidMove("position out of bounds"));
        assertThat(answersTo(Message.of("move", "x", Double.NaN, "steps", 1)))
                .containsExactly(invalidMove("position out of bounds"));
        assertThat(answersTo(Message.of("move", "x", Double.POSITIVE_INFINITY, "steps", 1)))
                .containsExactly(invalidMove("position out of bounds"));
        assertThat(arena.errors).isEmpty();
        assertThat(arena.player(1).isConnected()).isTrue();
    }

    @Test
    void aMissingFieldAndAWrongTypeAreAnsweredByName() {
        assertThat(answersTo(Message.of("move", "x", 1)))
                .containsExactly(invalidMove("steps: missing, expected an integer"));
        assertThat(answersTo(Message.of("move", "x", 1, "steps", "two")).get(0).getString("message"))
                .startsWith("invalid move: steps: expected ")
                .endsWith(", found a string");
        assertThat(answersTo(Message.of("move", "x", 1, "steps", 1L << 40))
                        .get(0)
                        .getString("about"))
                .isEqualTo("move");
        assertThat(answersTo(Message.of("checks", "v", "text")).get(0).getString("message"))
                .startsWith("invalid checks: v: expected ");
        assertThat(arena.errors).isEmpty();
    }

    @Test
    void aRuleOfTheGamesOwnIsAnsweredTheSameWay() {
        assertThat(answersTo(Message.of("move", "x", 1, "steps", 7)))
                .containsExactly(invalidMove("it is not your turn"));
        assertThat(arena.errors).isEmpty();
        assertThat(log.of("message_invalid"))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).containsEntry("action", "move").containsEntry("error", "it is not your turn"));
    }

    @Test
    void aRecordThatFailsOtherwiseIsTheGamesMistake() {
        Message answer = answersTo(Message.of("move", "x", 1, "steps", 13)).get(0);

        assertThat(answer)
                .isEqualTo(Message.of("error", "message", "internal error", "error_id", answer.getString("error_id")));
        assertThat(arena.errors).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theIdOfAnInternalErrorIsInTheLogWithTheStackTrace() {
        playground.lab.open(LoggingGame::new).start();
        PlainPeer peer = new PlainPeer(playground.lab).connect(6001);
        playground.settle();
        peer.send("fail");
        playground.settle();
        String id = peer.messages().get(1).getString("error_id");

        Map<String, Object> line = log.of("channel_error").get(0);
        assertThat(line).containsEntry("error_id", id).containsEntry("action", "fail");
        assertThat(line.get("addr")).asString().startsWith("127.0.0.1:");
        assertThat(log.events("channel_error").get(0).getThrowableProxy().getMessage())
                .isEqualTo("the game's own words");
    }

    static final class Logging extends Channel<Server<Logging>> {
        @On
        void fail() {
            throw new IllegalStateException("the game's own words");
        }
    }

    static final class LoggingGame extends Server<Logging> {
        LoggingGame() {
            super(Logging::new, ServerOptions.builder().port(6001).build());
        }
    }

    @Test
    void anAnswerThatThePeerDoesNotAcceptIsLeftOut() {
        PlainPeer peer = playground.joinKnownPlain();
        peer.sendPayload("94 01 01 00 81 a6 6c696d697473 81 ab 6672616d655f6279746573 40");
        peer.sendPayload("82 a6 616374696f6e a4 6d6f7665 a1 78 01");
        playground.settle();

        assertThat(peer.messages()).hasSize(1);
        assertThat(log.of("message_invalid")).hasSize(1);
        assertThat(arena.player(2).isConnected()).isTrue();
    }

    @Test
    void anErrorIsNeverAnswered() {
        assertThat(answersTo(Message.of("error", "message", "internal error"))).isEmpty();
        assertThat(arena.errors).hasSize(1);
    }

    @Test
    void aMessageThatNobodyHandlesIsNoError() {
        assertThat(answersTo(Message.of("strange"))).isEmpty();
        assertThat(arena.told).endsWith("Channel.onUnhandled 1 strange");
    }

    @Test
    void lifeCycleNamesFromTheWireAreOrdinaryMessages() {
        for (String action : List.of("connected", "disconnected", "ping", "session_created")) {
            assertThat(answersTo(Message.of(action))).isEmpty();
            assertThat(arena.told).endsWith("Channel.onUnhandled 1 " + action);
        }
        assertThat(arena.player(1).isConnected()).isTrue();
    }

    @Test
    void aMessageThatNoPythonPeerCouldReadIsAnsweredAsInvalid() {
        PlainPeer peer = playground.joinKnownPlain();
        peer.sendPayload("82 a6 616374696f6e a4 6d6f7665 a1 78 c7 02 ff 01 02");
        peer.sendPayload("82 a6 616374696f6e a4 6d6f7665 a1 78 81 90 01");
        playground.settle();

        assertThat(peer.messages().subList(1, 3)).allSatisfy(answer -> {
            assertThat(answer.action()).isEqualTo("error");
            assertThat(answer.getString("about")).isEqualTo("move");
        });
        assertThat(arena.player(2).isConnected()).isTrue();
    }

    @Test
    void answersAndTheirLinesAreBoundedInRateForEachConnection() {
        RecordingListener other = playground.join();
        for (int i = 0; i < 300; i++) {
            client.send(Message.of("move", "x", -1, "steps", 1));
        }
        playground.settle();
        assertThat(client.events()).hasSize(100);
        assertThat(log.of("message_invalid")).hasSize(100);

        other.send(Message.of("move", "x", -1, "steps", 1));
        playground.settle();
        other.expect("error");

        playground.advance(Duration.ofMillis(500));
        for (int i = 0; i < 300; i++) {
            client.send(Message.of("move", "x", -1, "steps", 1));
        }
        playground.settle();
        assertThat(client.events()).hasSizeBetween(110, 113);
        assertThat(log.of("message_invalid"))
                .anySatisfy(line -> assertThat(line).containsEntry("left_out", 200L));
        assertThat(arena.player(1).isConnected()).isTrue();
    }

    @Test
    void whoReconnectsFillsNoLogWithHisMistakes() {
        for (int connection = 0; connection < 4; connection++) {
            RecordingListener again = playground.join();
            for (int i = 0; i < 100; i++) {
                again.send(Message.of("move", "x", -1, "steps", 1));
            }
            playground.settle();
            assertThat(again.events()).as("each is answered all the same").hasSize(100);
            again.close();
        }

        assertThat(log.of("message_invalid")).hasSizeBetween(200, 260);
    }
}
