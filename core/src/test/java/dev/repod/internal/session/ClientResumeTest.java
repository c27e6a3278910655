package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.CONNECTED;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's side of sessions, from HELLO on. It has received 3 messages, and keeps the sixth and the seventh of its own. */
class ClientResumeTest {
    private SessionRig client = SessionRig.returningClient(true);

    @AfterEach
    void aLinkEndsOnce() {
        client.assertEndsOnce();
    }

    private static byte[] welcome(String outcome, int received) {
        return Frames.of(List.of(
                2,
                1,
                3,
                Map.of(
                        "outcome",
                        outcome,
                        "session",
                        SessionTableRig.id(9),
                        "received",
                        received,
                        "window_ms",
                        30_000)));
    }

    @Test
    void helloNamesTheSessionAndWhatThereIsOfIt() {
        assertThat(client.sent())
                .singleElement()
                .asString()
                .startsWith("[1, 1, 3, {limits={")
                .contains("received=3, resend_from=5");
    }

    @Test
    void aClientThatWouldUseASessionSaysSo() {
        client = SessionRig.returningClient(false);

        assertThat(client.sent()).singleElement().asString().startsWith("[1, 1, 3, {limits={");
    }

    @Nested
    class Resumed {
        @Test
        void itSendsWhatTheServerLacksAndShowsThatItHoldsTheNewId() {
            client.sent();

            client.in(CONNECTED, welcome("resumed", 5));

            assertThat(client.told()).containsExactly("extended 1048576 32", "session 16 30000", "opened");
            assertThat(client.sent()).containsExactly("[5, 3]", "{action=kept}", "{action=kept}");
        }

        @Test
        void itSendsNothingThatTheServerHas() {
            client.sent();

            client.in(CONNECTED, welcome("resumed", 6)).send(message("new")).turn();

            assertThat(client.sent()).containsExactly("[5, 3]", "{action=kept}", "{action=new}");
        }

        @Test
        void itCountsOn() {
            client.in(CONNECTED, welcome("resumed", 5), message("a"), message("b"))
                    .sent();

            client.later(200);

            assertThat(client.sent()).containsExactly("[5, 5]");
        }

        @Test
        void whatCameBeforeWelcomeWasForSomebodyElse() {
            client.in(CONNECTED, message("session_created"), message("stray"));
            assertThat(client.told()).isEmpty();

            client.in(welcome("resumed", 5), message("mine"));

            assertThat(client.told())
                    .containsExactly("extended 1048576 32", "session 16 30000", "opened", "message mine");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 4, 7, 1000})
        void countsThatCannotBeEndIt(int received) {
            client.in(CONNECTED, welcome("resumed", received));

            assertThat(client.told()).last().asString().startsWith("ended PROTOCOL_ERROR: WELCOME says that");
        }

        @Test
        void countsThatAreLeftOutEndIt() {
            client.in(CONNECTED, Frames.of(List.of(2, 1, 3, Map.of("outcome", "resumed"))));

            assertThat(client.told()).last().asString().startsWith("ended PROTOCOL_ERROR");
        }
    }

    @Nested
    class NotResumed {
        @ParameterizedTest
        @ValueSource(strings = {"fresh", "restored", "a word of the future"})
        void itBeginsAnewAndSendsNothingOfTheOldOne(String outcome) {
            client.sent();

            client.in(CONNECTED, welcome(outcome, 0));

            assertThat(client.told()).containsExactly("extended 1048576 32", "session 16 30000", "opened");
            assertThat(client.sent()).isEmpty();
        }

        @Test
        void whatCameBeforeWelcomeIsForIt() {
            client.in(CONNECTED, message("a"), message("b"), welcome("fresh", 0), message("c"));

            assertThat(client.told())
                    .containsExactly(
                            "extended 1048576 32", "session 16 30000", "opened", "message a", "message b", "message c");
        }

        @Test
        void itCountsFromNothing() {
            client.in(CONNECTED, message("a"), welcome("fresh", 0), message("b"))
                    .sent();

            client.later(200);

            assertThat(client.sent()).containsExactly("[5, 1]");
        }

        @Test
        void aServerThatHasNoSessionsAnyMoreIsJustConnected() {
            client.in(CONNECTED, Frames.WELCOME, message("a"));

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened", "message a");
            client.later(1000);
            assertThat(client.sent()).noneMatch(frame -> frame.startsWith("[5, "));
        }
    }

    @Nested
    class AServerThatIsPlainNow {
        @Test
        void isWaitedForBeyondTheQuarterOfASecond() {
            client.in(CONNECTED, message("a")).later(4_999);
            assertThat(client.told()).isEmpty();

            client.later(1);

            assertThat(client.told()).containsExactly("opened", "message a");
        }

        @Test
        void isNoneWhereItSaysNothingAtAll() {
            client.later(5_000);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: no greeting came within 5000 ms");
        }

        @Test
        void isKnownByWhatNoOtherWouldSayBeforeWelcome() {
            client.in(CONNECTED);
            for (int i = 0; i < 3; i++) {
                client.in(Frames.of(Map.of("action", "big", "bytes", new byte[100_000])));
            }

            assertThat(client.told()).containsExactly("opened", "message big", "message big", "message big");
        }
    }

    @Nested
    class WhileTheServerMustStillHaveTheSession {
        WhileTheServerMustStillHaveTheSession() {
            client = SessionRig.insistingClient();
        }

        @Test
        void aLinkWithoutWelcomeLeadsNowhere() {
            client.in(CONNECTED, message("a")).later(5_000);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: WELCOME did not come within 5000 ms");
            assertThat(client.sent()).last().asString().startsWith("[6, timed_out, ");
        }

        @Test
        void soDoesOneOnWhichTooMuchElseComes() {
            client.in(CONNECTED);
            for (int i = 0; i < 3; i++) {
                client.in(Frames.of(Map.of("action", "big", "bytes", new byte[100_000])));
            }

            assertThat(client.told()).singleElement().asString().startsWith("ended TIMED_OUT");
        }
    }

    @Test
    void aResumptionThatComesTooLateIsRefusedAndBothKnow() {
        client.in(CONNECTED).later(5_000);
        assertThat(client.told()).containsExactly("opened");
        client.sent();

        client.in(welcome("resumed", 5), message("a"));

        assertThat(client.told())
                .containsExactly(
                        "extended 1048576 32", "ended LOST: the server resumed a session that had been given up");
        assertThat(client.sent()).containsExactly("[6, closed, ]");
    }

    @Test
    void aClientThatIsSentAwayBeforeWelcomeWasNeverConnected() {
        client.in(CONNECTED, Frames.of(List.of(6, "kicked", "out")));

        assertThat(client.told()).containsExactly("ended KICKED: out");
    }
}
