package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.CONNECTED;
import static dev.repod.internal.session.Frames.WELCOME;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table "A client's connection" of docs/states.md from GREETING on, row by row. An end before {@code opened} is the
 * connection that was never made: the API's {@code onError}.
 */
class ClientStatesTest {
    private static final String HELLO = "[1, 1, 2, {limits={frame_bytes=1048576, depth=32}}]";

    private final SessionRig client = SessionRig.client();

    @AfterEach
    void aLinkEndsOnce() {
        client.assertEndsOnce();
    }

    private static byte[] bye(Object... elements) {
        return Frames.of(List.of(elements));
    }

    @Nested
    class Greeting {
        @Test
        void beginsWithHelloAndWaitsForNothing() {
            assertThat(client.sent()).containsExactly(HELLO);
            assertThat(client.told()).isEmpty();
        }

        @Test
        void welcomeMeansConnectedToAnExtendedServer() {
            client.in(CONNECTED);
            assertThat(client.told()).isEmpty();

            client.in(WELCOME);

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened");
        }

        @Test
        void welcomeAloneIsEnough() {
            client.in(WELCOME);

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened");
        }

        @Test
        void greetingWelcomeAndMessagesMayComeInOneRead() {
            client.in(CONNECTED, WELCOME, message("a"));

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened", "message a");
        }

        @Test
        void aMessageThatIsNotTheGreetingMeansConnectedToAPlainServer() {
            client.in(message("welcome"));

            assertThat(client.told()).containsExactly("opened", "message welcome");
        }

        @Test
        void aMessageBetweenGreetingAndWelcomeMeansConnected() {
            client.in(CONNECTED, message("a"), WELCOME, message("b"));

            assertThat(client.told()).containsExactly("opened", "message a", "extended 1048576 32", "message b");
        }

        @Test
        void aSecondConnectedIsAnOrdinaryMessage() {
            client.in(CONNECTED, CONNECTED);

            assertThat(client.told()).containsExactly("opened", "message connected");
        }

        @Test
        void aConnectedThatIsNotTheFirstFrameIsAnOrdinaryMessage() {
            client.in(WELCOME, CONNECTED);

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened", "message connected");
        }

        @ParameterizedTest
        @ValueSource(strings = {"05", "9140", "80", "92030a"})
        void neitherIsOneThatComesAfterASkippedFrame(String firstFrame) {
            client.in(Frames.raw(firstFrame), CONNECTED);

            assertThat(client.told()).containsExactly("opened", "message connected");
        }

        @Test
        void aQuarterOfASecondAfterTheGreetingTheServerIsPlain() {
            client.later(3000).in(CONNECTED).later(249);
            assertThat(client.told()).isEmpty();

            client.later(1);

            assertThat(client.told()).containsExactly("opened");
        }

        /** Found by the fuzzer: the message that opens the connection came behind its end. */
        @Test
        void aProgramThatEndsItUponBeingConnectedGetsNoMessage() {
            client.onOpened = () -> client.session.close(CloseReason.of(Kind.CLOSED, ""), client.nowNanos);

            client.in(CONNECTED, message("first"));

            assertThat(client.told()).containsExactly("opened", "ended CLOSED");
        }

        @Test
        void aPlainServerThatGreetsLateHasItsQuarterOfASecondToo() {
            client.later(4900).in(CONNECTED).later(249);
            assertThat(client.told()).isEmpty();

            client.later(1);

            assertThat(client.told()).containsExactly("opened");
        }

        @Test
        void aQuarterOfASecondWithoutAGreetingMeansNothing() {
            client.later(4999);

            assertThat(client.told()).isEmpty();
        }

        @Test
        void aSkippedFrameIsNoSignOfAServer() {
            client.in(Frames.raw("05"), Frames.raw("9140")).later(4999);
            assertThat(client.told()).isEmpty();

            client.later(1);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: no greeting came within 5000 ms");
        }

        @Test
        void aPingBeforeWelcomeIsAnsweredAndMeansNothing() {
            client.sent();
            client.in(CONNECTED, Frames.of(List.of(3, 7)));

            assertThat(client.sent()).containsExactly("[4, 7]");
            assertThat(client.told()).isEmpty();
        }

        @Test
        void byeAfterTheGreetingMeansConnectedAndSentAway() {
            client.in(CONNECTED, bye(6, "kicked", "full"), message("late"));

            assertThat(client.told()).containsExactly("opened", "ended KICKED: full");
        }

        @Test
        void byeWithoutAGreetingMeansThatThereWasNoConnection() {
            client.in(bye(6, "stopped", "restarting"));

            assertThat(client.told()).containsExactly("ended STOPPED: restarting");
        }

        @Test
        void brokenBytesEndIt() {
            client.sent();

            client.in(CONNECTED, Frames.raw("c1"));

            assertThat(client.told()).containsExactly("ended PROTOCOL_ERROR: reserved byte 0xc1");
            assertThat(client.sent()).containsExactly("[6, protocol_error, reserved byte 0xc1]");
        }

        @Test
        void httpEndsIt() {
            client.in("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.told()).containsExactly("ended PROTOCOL_ERROR: the first bytes are HTTP, not a frame");
        }

        @Test
        void theEndOfInputEndsIt() {
            client.in(CONNECTED).inputEnds();

            assertThat(client.told()).containsExactly("ended PEER_CLOSED", "gone");
        }

        @Test
        void aResetEndsIt() {
            client.broken(new IOException("Connection reset by peer"));

            assertThat(client.told()).containsExactly("ended LOST: Connection reset by peer", "gone");
        }

        @Test
        void fiveSecondsOfNothingEndIt() {
            client.sent();
            client.later(4999);
            assertThat(client.told()).isEmpty();

            client.later(1);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: no greeting came within 5000 ms");
            assertThat(client.sent()).containsExactly("[6, timed_out, no greeting came within 5000 ms]");
        }

        @Test
        void halfAFrameIsNoGreeting() {
            client.in(new byte[] {0, 0}).later(5000);

            assertThat(client.told()).hasSize(1).first().asString().startsWith("ended TIMED_OUT");
        }
    }

    @Nested
    class OpenToAnExtendedServer {
        OpenToAnExtendedServer() {
            client.in(CONNECTED, WELCOME).told();
            client.sent();
        }

        @Test
        void messagesAreDelivered() {
            client.in(message("a"), message("error"), message("disconnected"));

            assertThat(client.told()).containsExactly("message a", "message error", "message disconnected");
        }

        @Test
        void aSecondWelcomeIsSkipped() {
            client.in(Frames.of(List.of(2, 1, 0, Map.of("limits", Map.of("depth", 2)))));

            assertThat(client.told()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "protocol_error,PROTOCOL_ERROR",
            "timed_out,TIMED_OUT",
            "slow_consumer,SLOW_CONSUMER",
            "kicked,KICKED",
            "rejected,REJECTED",
            "superseded,SUPERSEDED",
            "stopped,STOPPED",
            "limit,LIMIT",
            "closed,PEER_CLOSED",
            "no_such_reason,PEER_CLOSED",
            "lost,PEER_CLOSED",
            "peer_closed,PEER_CLOSED",
            "KICKED,PEER_CLOSED",
        })
        void byeEndsItWithItsReason(String word, Kind kind) {
            client.in(bye(6, word, "why"));

            assertThat(client.told()).containsExactly("ended " + kind + ": why");
            assertThat(client.sent()).isEmpty();
        }

        @Test
        void theEndOfInputIsALoss() {
            client.inputEnds();

            assertThat(client.told()).containsExactly("ended LOST: the server ended without a goodbye", "gone");
        }

        @Test
        void aResetIsALoss() {
            client.broken(new IOException("Connection reset by peer"));

            assertThat(client.told()).containsExactly("ended LOST: Connection reset by peer", "gone");
        }

        @Test
        void brokenBytesEndItAndTheServerIsToldByBye() {
            client.in(Frames.raw("c0"));

            assertThat(client.told()).containsExactly("ended PROTOCOL_ERROR: nil payload");
            assertThat(client.sent()).containsExactly("[6, protocol_error, nil payload]");
        }

        @Test
        void aFrameThatIsNotFinishedEndsIt() {
            client.in(new byte[] {0, 0, 0, 9, 1}).later(5000);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: a frame was not finished within 5000 ms");
        }

        @Test
        void ourCloseSaysByeAndDrains() {
            client.close(CloseReason.of(Kind.CLOSED, ""));

            assertThat(client.sent()).containsExactly("[6, closed, ]");
            assertThat(client.told()).containsExactly("ended CLOSED");
            client.in(message("late")).inputEnds();
            assertThat(client.told()).containsExactly("gone");
        }

        @Test
        void aServerThatFallsSilentIsDead() {
            client.later(14_999);
            assertThat(client.told()).isEmpty();
            assertThat(client.sent()).containsExactly("[3, 2]", "[3, 3]");

            client.later(1);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: nothing was heard within 15000 ms");
            assertThat(client.sent()).last().asString().startsWith("[6, timed_out, ");
        }
    }

    @Nested
    class OpenToAPlainServer {
        OpenToAPlainServer() {
            client.in(CONNECTED).later(250).told();
            client.sent();
        }

        @Test
        void aLateWelcomeMakesItExtended() {
            client.in(WELCOME);

            assertThat(client.told()).containsExactly("extended 1048576 32");
            client.inputEnds();
            assertThat(client.told()).containsExactly("ended LOST: the server ended without a goodbye", "gone");
        }

        @Test
        void theEndOfInputIsItsGoodbye() {
            client.in(message("a")).inputEnds();

            assertThat(client.told()).containsExactly("message a", "ended PEER_CLOSED", "gone");
        }

        @Test
        void connectedIsAnOrdinaryMessageByNow() {
            client.in(CONNECTED);

            assertThat(client.told()).containsExactly("message connected");
        }

        @Test
        void theTimeForTheGreetingIsOver() {
            client.later(60_000);

            assertThat(client.told()).isEmpty();
            assertThat(client.session.isOpen()).isTrue();
        }
    }

    @Test
    void aClientThatClosesInTheMiddleOfTheGreetingSaysBye() {
        client.sent();

        client.close(CloseReason.of(Kind.CLOSED, ""));

        assertThat(client.told()).containsExactly("ended CLOSED");
        assertThat(client.sent()).containsExactly("[6, closed, ]");
        assertThat(client.in(CONNECTED, WELCOME, message("a")).told()).isEmpty();
    }
}
