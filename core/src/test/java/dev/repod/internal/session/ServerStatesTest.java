package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.HELLO;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table "A server's link" of docs/states.md, row by row. Whatever happened, a link ends once. */
class ServerStatesTest {
    private static final String GREETING = "{action=connected}";
    private static final String WELCOME =
            "[2, 1, 2, {outcome=fresh, limits={frame_bytes=1048576, depth=32}, keepalive={every_ms=5000, dead_after_ms=15000}}]";

    private final SessionRig server = SessionRig.server();

    @AfterEach
    void aLinkEndsOnce() {
        server.assertEndsOnce();
    }

    @Nested
    class Accepted {
        @Test
        void greetsAtOnceAndSaysNothingElse() {
            assertThat(server.sent()).containsExactly(GREETING);
            assertThat(server.link.writes).hasSize(1);
            assertThat(server.told()).isEmpty();
            assertThat(server.session.isOpen()).isTrue();
        }
    }

    @Nested
    class Open {
        Open() {
            server.sent();
        }

        @Test
        void theFirstHelloIsAnsweredByWelcome() {
            server.in(HELLO);

            assertThat(server.sent()).containsExactly(WELCOME);
            assertThat(server.told()).containsExactly("extended 1048576 32");
        }

        @Test
        void anArrayThatIsNotKnownShowsNothingAboutThePeer() {
            server.in(Frames.of(List.of(40, 1))).close(CloseReason.of(Kind.KICKED, "out"));

            assertThat(server.sent()).containsExactly("[6, kicked, out]", "{action=error, message=kicked: out}");
        }

        @Test
        void aSecondHelloIsSkipped() {
            server.in(HELLO).sent();
            server.told();

            server.in(Frames.of(List.of(1, 1, 0, Map.of("limits", Map.of("depth", 3)))));

            assertThat(server.sent()).isEmpty();
            assertThat(server.told()).isEmpty();
        }

        @Test
        void aHelloAfterAMessageStillMakesThePeerExtended() {
            server.in(message("a"), HELLO);

            assertThat(server.told()).containsExactly("message a", "extended 1048576 32");
            assertThat(server.sent()).containsExactly(WELCOME);
        }

        @Test
        void aHelloAfterTheGraceStillMakesThePeerExtended() {
            server.later(1000).in(HELLO);

            assertThat(server.sent()).containsExactly(WELCOME);
        }

        @Test
        void aMessageMakesAnUnknownPeerPlain() {
            server.in(message("move"));
            assertThat(server.told()).containsExactly("message move");

            server.close(CloseReason.of(Kind.KICKED, "away"));

            assertThat(server.sent()).containsExactly("{action=error, message=kicked: away}");
        }

        @Test
        void aQuarterOfASecondWithoutAFrameMakesAnUnknownPeerPlain() {
            server.later(250);
            assertThat(server.told()).isEmpty();

            server.close(CloseReason.of(Kind.STOPPED, ""));

            assertThat(server.sent()).containsExactly("{action=error, message=server stopped}");
        }

        @Test
        void untilThenItIsUnknown() {
            server.later(249).close(CloseReason.of(Kind.STOPPED, ""));

            assertThat(server.sent()).containsExactly("[6, stopped, ]", "{action=error, message=server stopped}");
        }

        @Test
        void aSilentPlainPeerIsLegitimate() {
            server.later(24 * 3_600_000);

            assertThat(server.session.isOpen()).isTrue();
            assertThat(server.told()).isEmpty();
            assertThat(server.sent()).isEmpty();
        }

        @Test
        void messagesAreDeliveredInOrder() {
            server.in(message("one"), message("two")).in(message("three"));

            assertThat(server.told()).containsExactly("message one", "message two", "message three");
        }

        @ParameterizedTest
        @ValueSource(strings = {"connected", "disconnected", "error", "ping", "pong", "", "hello", "bye"})
        void noActionIsSpecialToAServer(String action) {
            server.in(message(action));

            assertThat(server.told()).containsExactly("message " + action);
            assertThat(server.sent()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"0", "127", "128", "4294967296", "9223372036854775807"})
        void aPingIsAnsweredWithItsToken(long token) {
            server.in(Frames.of(List.of(3, token)));

            assertThat(server.sent()).containsExactly("[4, " + token + "]");
            assertThat(server.told()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "05",
                    "c2",
                    "a161",
                    "c40100",
                    "cb3ff0000000000000",
                    "80",
                    "81a161a162",
                    "81a6616374696f6e05",
                    "d40500",
                    "90",
                    "91c0",
                    "920540",
                    "9204 05",
                    "92050a",
                    "93c0c0c0",
                    "9401010080"
                })
        void whatIsNoMessageIsSkipped(String hex) {
            boolean hello = hex.equals("9401010080");
            server.in(Frames.raw(hex), message("next"));

            assertThat(server.told()).endsWith("message next").hasSize(hello ? 2 : 1);
            assertThat(server.sent()).hasSize(hello ? 1 : 0);
        }

        @Test
        void byeEndsAsPeerClosedAndWhatComesAfterItIsDiscarded() {
            server.in(HELLO).told();
            server.sent();

            server.in(message("last"), Frames.of(List.of(6, "closed", "see you")), message("late"));

            assertThat(server.told()).containsExactly("message last", "ended PEER_CLOSED: see you");
            assertThat(server.sent()).isEmpty();
            assertThat(server.session.isOpen()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"kicked", "stopped", "limit", "rejected", "no such reason"})
        void whateverAClientsByeSaysItIsThePeerThatClosed(String reason) {
            server.in(Frames.of(List.of(6, reason, "")));

            assertThat(server.told()).containsExactly("ended PEER_CLOSED");
        }

        @Test
        void theEndOfAnUnknownPeersInputIsItsGoodbye() {
            server.inputEnds();

            assertThat(server.told()).containsExactly("ended PEER_CLOSED", "gone");
            assertThat(server.link.calls).containsExactly("read", "shutdownOutput", "close");
        }

        @Test
        void theEndOfAPlainPeersInputIsItsGoodbye() {
            server.in(message("goodbye")).inputEnds();

            assertThat(server.told()).containsExactly("message goodbye", "ended PEER_CLOSED", "gone");
        }

        @Test
        void theEndOfAnExtendedPeersInputIsALoss() {
            server.in(HELLO).told();

            server.inputEnds();

            assertThat(server.told()).containsExactly("ended LOST: the peer ended without a goodbye", "gone");
        }

        @Test
        void anEndWithinAFrameIsALossAlsoOfAPlainPeer() {
            server.in(message("a"), new byte[] {0, 0}).inputEnds();

            assertThat(server.told()).containsExactly("message a", "ended LOST: the peer ended within a frame", "gone");
        }

        @Test
        void aResetIsALossThatIsToldOnce() {
            server.in(message("a")).broken(new IOException("Connection reset by peer"));

            assertThat(server.told()).containsExactly("message a", "ended LOST: Connection reset by peer", "gone");
            assertThat(server.session.isOpen()).isFalse();
        }

        @Test
        void aFailedWriteThatSaysNothingIsALossToo() {
            server.send(message("a")).broken(new IOException());

            assertThat(server.told()).containsExactly("ended LOST: IOException", "gone");
            server.turn();
            assertThat(server.sent()).isEmpty();
        }

        @Test
        void brokenBytesAreAnsweredAndEndInAProtocolError() {
            server.in(message("a"), Frames.raw("c0"), message("b"));

            assertThat(server.told()).containsExactly("message a", "ended PROTOCOL_ERROR: nil payload");
            assertThat(server.sent()).containsExactly("{action=error, message=protocol error: nil payload}");
        }

        @Test
        void aFrameOverTheLimitIsRefusedBeforeItsBytesArrive() {
            server.in(HELLO).told();
            server.sent();

            server.in(new byte[] {0, 0x10, 0, 1});

            String text = "frame_bytes 1048577 is over the limit of 1048576";
            assertThat(server.told()).containsExactly("ended LIMIT: " + text);
            assertThat(server.sent())
                    .containsExactly("[6, limit, " + text + ", {limit=frame_bytes, allowed=1048576, seen=1048577}]");
        }

        @Test
        void fiveSecondsSinceAFrameWasBegunAreTooMany() {
            server.in(new byte[] {0, 0, 0});
            server.later(4999);
            assertThat(server.session.isOpen()).isTrue();

            server.later(1);

            assertThat(server.told()).containsExactly("ended TIMED_OUT: a frame was not finished within 5000 ms");
            assertThat(server.sent())
                    .containsExactly("{action=error, message=timed out: a frame was not finished within 5000 ms}");
        }

        @ParameterizedTest
        @EnumSource(
                value = Kind.class,
                names = {"CLOSED", "KICKED", "STOPPED"})
        void ourOwnEndIsToldToTheProgramAtOnce(Kind kind) {
            server.session.close(CloseReason.of(kind, "text"), server.nowNanos);

            assertThat(server.told()).containsExactly("ended " + kind + ": text");
            assertThat(server.session.isOpen()).isFalse();
        }
    }

    @Nested
    class Draining {
        Draining() {
            server.in(HELLO).sent();
            server.told();
            server.close(CloseReason.of(Kind.CLOSED, "")).told();
            server.sent();
        }

        @Test
        void bytesAreDiscardedWhateverTheyAre() {
            server.in(message("a"), Frames.of(List.of(3, 1)), Frames.of(List.of(6, "closed", "")));
            server.in(Frames.raw("c0"));
            server.in(Frames.repeated(new byte[1000], 1000));

            assertThat(server.told()).isEmpty();
            assertThat(server.sent()).isEmpty();
            assertThat(server.isClosed()).isFalse();
        }

        @Test
        void closesAtThePeersEnd() {
            server.inputEnds();

            assertThat(server.link.calls).containsExactly("read", "shutdownOutput", "close");
            assertThat(server.told()).containsExactly("gone");
        }

        @Test
        void isAbortedAfterTwoSeconds() {
            server.later(1999);
            assertThat(server.isClosed()).isFalse();

            server.later(1);

            assertThat(server.link.calls).containsExactly("read", "shutdownOutput", "close");
            assertThat(server.told()).containsExactly("gone");
        }

        @Test
        void anotherCloseIsWithoutEffect() {
            server.close(CloseReason.of(Kind.KICKED, "again"));

            assertThat(server.told()).isEmpty();
            assertThat(server.sent()).isEmpty();
        }

        @Test
        void aResetIsNoSecondEnd() {
            server.broken(new IOException("Connection reset by peer"));

            assertThat(server.told()).containsExactly("gone");
        }

        @Test
        void whatIsSentNowIsDropped() {
            server.send(message("late")).turn();

            assertThat(server.sent()).isEmpty();
            assertThat(server.session.queuedBytes()).isZero();
        }
    }

    @Test
    void aLimitOfItsOwnIsSaidInWelcomeAndHeld() {
        SessionRig small =
                SessionRig.server(Limits.standard().withMaxFrameBytes(100).withMaxDepth(2));
        small.sent();

        small.in(HELLO);
        assertThat(small.sent())
                .containsExactly("[2, 1, 2, {outcome=fresh, limits={frame_bytes=100, depth=2},"
                        + " keepalive={every_ms=5000, dead_after_ms=15000}}]");
        small.in(Frames.of(Map.of("action", "a", "list", List.of(List.of()))));

        assertThat(small.told()).endsWith("ended LIMIT: depth 3 is over the limit of 2");
    }
}
