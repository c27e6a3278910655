package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real server skips, answers as invalid or takes for an ordinary message: the connection lives after each. */
class BadMessageTest {
    private static final int HONEST = 1;
    private static final int ODD = 2;
    private static final Message ECHO = Message.of("echo", "n", 7);

    private RecordingServer server;
    private HonestPlayer honest;
    private RawPeer odd;

    @BeforeEach
    void start() throws IOException {
        server = RecordingServer.started();
        honest = HonestPlayer.joining(server);
        odd = RawPeer.connectTo(server).greeted();
    }

    @AfterEach
    void theHonestPlayerHasNoticedNothing() throws IOException {
        try {
            assertThat(odd.send(ECHO).readMessage()).isEqualTo(ECHO);
            odd.close();
            server.awaitEndOf(ODD);
            assertThat(server.storyOf(ODD)).endsWith("onClose PEER_CLOSED", "onDisconnect");
            honest.mustHaveNoticedNothing();
            assertThat(server.storyOf(HONEST)).isEmpty();
        } finally {
            honest.leave();
            server.stop();
        }
    }

    static Stream<Arguments> skipped() {
        return Stream.of(
                Arguments.of("an int", "07"),
                Arguments.of("a boolean", "c3"),
                Arguments.of("a float", "cb3ff8000000000000"),
                Arguments.of("a string", "a46563686f"),
                Arguments.of("bytes", "c40100"),
                Arguments.of("an ext", "d40500"),
                Arguments.of("an empty array", "90"),
                Arguments.of("an array of no code", "91a46563686f"),
                Arguments.of("an array of an unassigned code", "924001"),
                Arguments.of("a HELLO cut short", "920101"),
                Arguments.of("an empty map", "80"),
                Arguments.of("a map without action", "81a16e07"),
                Arguments.of("an action that is an int", "81a6616374696f6e07"),
                Arguments.of("an action that is nil", "81a6616374696f6ec0"),
                Arguments.of("an action that is bytes", "81a6616374696f6ec4046563686f"),
                Arguments.of("an action that is a list", "81a6616374696f6e91a46563686f"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("skipped")
    void whatIsNoMessageIsSkippedInSilence(String name, String payload) throws IOException {
        odd.sendPayload(RawPeer.hex(payload));
        // The echo comes next: nothing was said about what came before it.
        assertThat(odd.send(ECHO).readMessage()).isEqualTo(ECHO);
        assertThat(server.storyOf(ODD)).isEmpty();
    }

    @Test
    void namesOfLifeCycleEventsAreOrdinaryMessages() throws IOException {
        for (String action : new String[] {"disconnected", "connected", "error"}) {
            odd.send(Message.of(action, "error", "none"));
        }
        assertThat(odd.send(ECHO).readMessage()).isEqualTo(ECHO);
        assertThat(server.storyOf(ODD))
                .containsExactly("unhandled disconnected", "unhandled connected", "unhandled error");
    }

    static Stream<Arguments> invalidMoves() {
        return Stream.of(
                Arguments.of(Message.of("move", "x", 1), "y"),
                Arguments.of(Message.of("move"), "x"),
                Arguments.of(Message.of("move", "x", "ten", "y", 20), "x"),
                Arguments.of(Message.of("move", "x", true, "y", 20), "x"),
                Arguments.of(Message.of("move", "x", null, "y", 20), "x"),
                Arguments.of(Message.of("move", "x", 1000.5, "y", 20), "position out of bounds"),
                Arguments.of(Message.of("move", "x", Double.NaN, "y", 20), "position out of bounds"),
                Arguments.of(Message.of("move", "x", 1, "y", Float.NaN), "position out of bounds"),
                Arguments.of(
                        Message.of("move", "x", Double.POSITIVE_INFINITY, "y", Double.POSITIVE_INFINITY),
                        "position out of bounds"),
                Arguments.of(Message.of("move", "x", Double.NEGATIVE_INFINITY, "y", 1), "position out of bounds"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidMoves")
    void whatDoesNotFitARecordIsAnsweredToItsSenderAlone(Message move, String said) throws IOException {
        Message answer = odd.send(move).readMessage();
        assertThat(answer.action()).isEqualTo("error");
        assertThat(answer.getString("about")).isEqualTo("move");
        assertThat(answer.getString("message")).startsWith("invalid move: ").contains(said);
        assertThat(server.storyOf(ODD)).isEmpty();
    }

    @Test
    void aValidMoveReachesEverybody() throws IOException {
        Message moved = odd.send(Message.of("move", "x", 1, "y", 2.5)).readMessage();
        assertThat(moved).isEqualTo(Message.of("moved", "player", ODD, "x", 1.0, "y", 2.5));
    }

    @Test
    void aHandlerThatThrowsIsTheGamesMistakeAndTellsTheSenderNoDetail() throws IOException {
        Message answer = odd.send(Message.of("fail", "by_the_game", true)).readMessage();
        assertThat(answer.action()).isEqualTo("error");
        assertThat(answer.getString("message")).isEqualTo("internal error");
        assertThat(answer.getString("error_id")).isNotEmpty();
        assertThat(server.storyOf(ODD)).containsExactly("onError a mistake of the game");
    }

    @Test
    void aHandlerThatRefusesIsTheSendersMistake() throws IOException {
        Message answer = odd.send(Message.of("fail", "by_the_game", false)).readMessage();
        assertThat(answer).isEqualTo(Message.of("error", "message", "invalid fail: not your turn", "about", "fail"));
        assertThat(server.storyOf(ODD)).isEmpty();
    }

    static Stream<Arguments> unreadable() {
        String relay = "82a6616374696f6ea572656c6179a161";
        return Stream.of(
                Arguments.of("an array as a map key", relay + "81910101"),
                Arguments.of("a map as a map key", relay + "818001"),
                Arguments.of("a negative ext", relay + "d4fe00"),
                Arguments.of("a timestamp of 5 bytes", relay + "c705ff0000000001"),
                Arguments.of("a timestamp of too many nanoseconds", relay + "d7ffffffffff00000001"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatAStrictReaderCannotReadIsAnsweredAndNeverRelayed(String name, String payload) throws IOException {
        Message answer = odd.sendPayload(RawPeer.hex(payload)).readMessage();
        assertThat(answer.action()).isEqualTo("error");
        assertThat(answer.getString("about")).isEqualTo("relay");
        assertThat(answer.getString("message")).startsWith("invalid relay: ");
    }

    @Test
    void badUtf8IsRelayedMended() throws IOException {
        Message relayed = odd.sendPayload(RawPeer.hex("82a6616374696f6ea572656c6179a161a36fff6b"))
                .readMessage();
        assertThat(relayed).isEqualTo(Message.of("relay", "a", "o\uFFFDk"));
    }
}
