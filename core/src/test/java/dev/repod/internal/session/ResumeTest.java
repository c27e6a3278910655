package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.message;
import static dev.repod.internal.session.SessionTableRig.ack;
import static dev.repod.internal.session.SessionTableRig.hello;
import static dev.repod.internal.session.SessionTableRig.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.SessionTableRig.Wire;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's side of sessions with extended clients, from the bytes of HELLO on: docs/protocol.md, section 6. */
class ResumeTest {
    private final SessionTableRig server = new SessionTableRig();

    private static String idText(int number) {
        return HexFormat.of().formatHex(id(number));
    }

    @Nested
    class AFreshSession {
        @Test
        void isGivenInWelcomeAndOpensTheConnection() {
            Wire wire = server.connect();
            assertThat(server.told()).isEmpty();

            wire.in(hello());

            assertThat(wire.sent().get(1))
                    .startsWith("[2, 1, 3, {outcome=fresh, ")
                    .contains("received=0, window_ms=30000");
            assertThat(server.told()).containsExactly("1 extended", "1 opened");
        }

        @Test
        void isNotGivenToAClientThatNeverComesBack() {
            Wire wire = server.connect().in(Frames.HELLO);

            assertThat(wire.sent().get(1))
                    .startsWith("[2, 1, 2, {outcome=fresh")
                    .doesNotContain("session");
            wire.cut();
            assertThat(server.told()).containsExactly("1 extended", "1 opened", "1 ended LOST");
        }

        @Test
        void countsWhatComesBehindHelloInTheSameRead() {
            Wire wire = server.connect().in(hello(), message("a"), message("b"));
            wire.cut();

            Wire next = server.connect().in(hello(1, 0));

            assertThat(next.sent().get(1)).contains("outcome=resumed").contains("received=2");
        }

        @Test
        void isGivenToAPeerThatWasTakenForAPlainOne() {
            Wire wire = server.connect().later(1000);
            wire.sent();

            wire.in(hello());

            assertThat(wire.sent())
                    .singleElement()
                    .asString()
                    .contains("session=")
                    .contains("fresh");
            assertThat(server.told()).containsExactly("1 opened", "1 extended");
            wire.cut();
            assertThat(server.told()).containsExactly("1 detached");
            server.connect().in(hello(2, 0));
            assertThat(server.told()).containsExactly("1 extended", "1 resumed");
        }
    }

    @Nested
    class ALostLink {
        @Test
        void detachesAndComesBack() {
            Wire wire = server.join();
            wire.cut();
            assertThat(server.told()).containsExactly("1 detached");

            Wire next = server.connect().in(hello(1, 0));

            assertThat(server.told()).containsExactly("1 extended", "1 resumed");
            assertThat(next.sent().get(1)).startsWith("[2, 1, 3, {outcome=resumed, ");
        }

        @Test
        void anEndOfInputWithoutByeDetachesToo() {
            server.join().inputEnds();

            assertThat(server.told()).containsExactly("1 detached");
        }

        @Test
        void soDoesSilence() {
            Wire wire = server.join().later(5000).later(5000).later(5000);

            assertThat(server.told()).containsExactly("1 detached");
            assertThat(wire.sent()).last().asString().startsWith("[6, timed_out");
        }

        @Test
        void soDoesAClientThatTimesTheServerOut() {
            server.join().in(ack(0), Frames.of(List.of(6, "timed_out", "nothing was heard")));

            assertThat(server.told()).containsExactly("1 detached");
        }

        @ParameterizedTest
        @ValueSource(strings = {"closed", "protocol_error", "limit", "stopped"})
        void aGoodbyeEndsTheSession(String reason) {
            Wire wire = server.join().in(Frames.of(List.of(6, reason, "")));

            assertThat(server.told()).containsExactly("1 ended PEER_CLOSED");
            wire.cut();
            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("outcome=fresh");
        }

        @Test
        void brokenBytesEndTheSession() {
            server.join().in(Frames.raw("c1"));

            assertThat(server.told()).containsExactly("1 ended PROTOCOL_ERROR");
        }
    }

    @Nested
    class Replay {
        private final Wire wire = server.join();

        private Wire resume(int id, long received) {
            wire.cut();
            Wire next = server.connect();
            next.sent();
            return next.in(hello(id, received));
        }

        @Test
        void whatWasNotReceivedIsSentAgainInOrder() {
            wire.send("a").send("b").send("c");

            assertThat(resume(1, 1).sent().subList(1, 3)).containsExactly("{action=b}", "{action=c}");
        }

        @Test
        void whatWasAcknowledgedIsNotKept() {
            wire.send("a").send("b").in(ack(2)).send("c");

            assertThat(resume(1, 2).sent().subList(1, 2)).containsExactly("{action=c}");
        }

        @Test
        void nothingIsSentAgainToAClientThatHasItAll() {
            wire.send("a").send("b");

            assertThat(resume(1, 2).sent()).hasSize(1);
        }

        @Test
        void whatWasNeverWrittenFollows() {
            wire.link.roomBytes = 1;
            wire.send("a").send("b").send("c");

            Wire next = resume(1, 0);

            assertThat(next.sent().subList(1, 4)).containsExactly("{action=a}", "{action=b}", "{action=c}");
        }

        @Test
        void soDoesWhatWasSentMeanwhile() {
            wire.send("a");
            wire.cut();
            byte[] frame = message("b");
            server.connection(1).carrier().send(frame, 0, frame.length);

            assertThat(resume(1, 0).send("c").sent().subList(1, 4))
                    .containsExactly("{action=a}", "{action=b}", "{action=c}");
        }

        @Test
        void theLibrarysOwnFramesAreNeitherCountedNorSentAgain() {
            wire.later(5000).in(Frames.of(List.of(3, 1))).send("a").later(5000).send("b");

            assertThat(resume(1, 0).sent().subList(1, 3)).containsExactly("{action=a}", "{action=b}");
        }

        @Test
        void theGreetingIsNeitherEvenWhereItStillWaits() {
            Wire slow = server.connect();
            slow.link.roomBytes = 1;
            slow.link.writable = false;
            slow.in(hello()).send("a");
            slow.link.writable = true;
            slow.link.roomBytes = Integer.MAX_VALUE;
            slow.session.onWritable(0);
            slow.send("b");
            slow.cut();

            Wire next = server.connect();
            next.sent();
            assertThat(next.in(hello(2, 1)).sent().subList(1, 2)).containsExactly("{action=b}");
        }

        @Test
        void messagesThatCameInAreCountedWhateverBecomesOfThem() {
            wire.in(message("a"), Frames.raw("05"), Frames.of(List.of(9, 9)), message("b"));

            assertThat(resume(1, 0).sent().get(0)).contains("received=2");
        }

        @Test
        void aMessageThatDidNotArriveWholeIsNotCounted() {
            byte[] whole = message("abc");
            wire.in(message("a"), java.util.Arrays.copyOf(whole, whole.length - 1));

            assertThat(resume(1, 0).sent().get(0)).contains("received=1");
        }

        @Test
        void countsGoOnFromLinkToLink() {
            wire.in(message("a")).send("A");
            Wire second = resume(1, 1).in(message("b"), message("c")).send("B");
            second.cut();
            Wire third = server.connect();
            third.sent();

            third.in(hello(2, 1));

            assertThat(third.sent()).first().asString().contains("received=3");
            assertThat(server.told())
                    .containsExactly(
                            "1 message a",
                            "1 detached",
                            "1 extended",
                            "1 resumed",
                            "1 message b",
                            "1 message c",
                            "1 detached",
                            "1 extended",
                            "1 resumed");
        }

        @Test
        void aThousandResumesInARowLoseNothing() {
            Wire link = wire;
            for (int i = 0; i < 100; i++) {
                link.send("m" + i).in(message("n" + i));
                link.cut();
                Wire next = server.connect();
                next.sent();
                next.in(hello(1 + i, i));
                assertThat(next.sent()).hasSize(2).last().isEqualTo("{action=m" + i + "}");
                link = next;
            }
            assertThat(server.connections).hasSize(1);
            assertThat(server.told().stream().filter(line -> line.startsWith("1 message")))
                    .hasSize(100);
        }
    }

    @Nested
    class Acknowledgements {
        private final Wire wire = server.join();

        @Test
        void comeAfterSixtyFourMessages() {
            wire.in(Frames.repeated(message("a"), 63));
            assertThat(wire.sent()).isEmpty();

            wire.in(message("a"));

            assertThat(wire.sent()).containsExactly("[5, 64]");
        }

        @Test
        void orAfterTwoTenthsOfASecond() {
            wire.in(message("a"), message("b")).later(199);
            assertThat(wire.sent()).isEmpty();

            wire.later(1);

            assertThat(wire.sent()).containsExactly("[5, 2]");
            assertThat(wire.later(1000).sent()).isEmpty();
        }

        @Test
        void areOneForABatch() {
            wire.in(Frames.repeated(message("a"), 1000));

            assertThat(wire.sent()).containsExactly("[5, 1000]");
        }

        @Test
        void ofWhatWasNeverSentIsALie() {
            wire.send("a").in(ack(2));

            assertThat(server.told()).containsExactly("1 ended PROTOCOL_ERROR");
        }

        @Test
        void ofWhatWasAcknowledgedBeforeMeansNothing() {
            wire.send("a").send("b").in(ack(2), ack(1), ack(0), ack(2));

            assertThat(server.told()).isEmpty();
            assertThat(wire.session.isOpen()).isTrue();
        }

        @Test
        void withoutASessionMeanNothing() {
            Wire other = server.connect().in(Frames.HELLO, ack(99));

            assertThat(other.session.isOpen()).isTrue();
        }
    }

    @Nested
    class Bounds {
        private final Wire wire = server.join();

        @Test
        void whileConnectedTheOldestAreForgottenAndACutThatNeedsThemIsAnsweredFresh() {
            for (int i = 0; i < 7; i++) {
                wire.send("m" + i);
            }
            assertThat(server.told()).isEmpty();
            wire.cut();
            server.told();

            Wire next = server.connect().in(hello(1, 1));

            assertThat(next.sent().get(1)).contains("outcome=fresh");
            assertThat(server.told()).containsExactly("1 ended LOST", "2 extended", "2 opened");
        }

        @Test
        void aCutThatDoesNotNeedThemIsNotTold() {
            for (int i = 0; i < 7; i++) {
                wire.send("m" + i);
            }
            wire.cut();

            List<String> sent = server.connect().in(hello(1, 2)).sent();

            assertThat(sent.get(1)).contains("outcome=resumed");
            assertThat(sent.subList(2, 7))
                    .containsExactly("{action=m2}", "{action=m3}", "{action=m4}", "{action=m5}", "{action=m6}");
        }

        @Test
        void whileDetachedOneMessageTooManyEndsTheSession() {
            wire.cut();
            ServerConnection connection = server.connection(1);
            byte[] frame = message("a");
            for (int i = 0; i < 5; i++) {
                connection.carrier().send(frame, 0, frame.length);
            }
            assertThat(server.told()).containsExactly("1 detached");

            connection.carrier().send(frame, 0, frame.length);

            assertThat(server.told()).containsExactly("1 ended LOST");
            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("outcome=fresh");
        }

        @Test
        void soDoBytes() {
            wire.cut();
            byte[] frame = message("a".repeat(600));

            server.connection(1).carrier().send(frame, 0, frame.length);
            server.connection(1).carrier().send(frame, 0, frame.length);

            assertThat(server.told()).containsExactly("1 detached", "1 ended LOST");
        }

        @Test
        void moreThanThatUnwrittenAtTheCutEndsIt() {
            wire.link.writable = false;
            for (int i = 0; i < 6; i++) {
                wire.send("m" + i);
            }

            wire.cut();

            assertThat(server.told()).containsExactly("1 ended LOST");
        }

        @Test
        void aDetachedSessionHoldsNoMoreThanItsBounds() {
            wire.cut();
            byte[] frame = message("a".repeat(180));
            for (int i = 0; i < 5; i++) {
                server.connection(1).carrier().send(frame, 0, frame.length);
            }
            SessionState state =
                    Objects.requireNonNull(server.connection(1).carrier().state());

            assertThat(state.messages()).isEqualTo(5);
            assertThat(state.heldBytes()).isLessThanOrEqualTo(SessionTableRig.BOUNDS.bytes());
        }

        @Test
        void aClientThatCannotSendAgainWhatIsMissingHereBeginsAfresh() {
            wire.in(message("a"));
            wire.cut();
            server.told();

            Wire next = server.connect()
                    .in(Frames.of(List.of(1, 1, 1, Map.of("session", id(1), "received", 0, "resend_from", 2))));

            assertThat(next.sent().get(1)).contains("outcome=fresh");
            assertThat(server.told()).containsExactly("1 ended LOST", "2 extended", "2 opened");
        }

        @Test
        void theWindowEndsItWithTheReasonOfTheLoss() {
            wire.cut();

            server.connection(1).expire();

            assertThat(server.told()).containsExactly("1 detached", "1 ended LOST");
            server.connection(1).expire();
            assertThat(server.told()).isEmpty();
        }

        @Test
        void theWindowOfASessionThatIsBackEndsNothing() {
            wire.cut();
            server.connect().in(hello(1, 0));
            server.told();

            server.connection(1).expire();

            assertThat(server.told()).isEmpty();
        }
    }

    @Nested
    class Ids {
        @Test
        void aNewOneIsGivenAtEachResume() {
            server.join().cut();

            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("resumed");
            assertThat(server.table.find(id(2))).isNotNull();
        }

        @Test
        void theOneBeforeIsValidUntilTheClientIsHeardOnTheNewLink() {
            server.join().cut();
            Wire second = server.connect().in(hello(1, 0));
            assertThat(server.table.find(id(1))).isNotNull();

            second.in(ack(0));

            assertThat(server.table.find(id(1))).isNull();
            assertThat(server.table.find(id(2))).isNotNull();
        }

        @Test
        void aGoodbyeShowsNothingAndNeitherDoesAPong() {
            server.join().cut();
            Wire second = server.connect().in(hello(1, 0), Frames.of(List.of(4, 1)));
            second.in(Frames.of(List.of(6, "timed_out", "")));

            Wire third = server.connect().in(hello(1, 0));

            assertThat(third.sent().get(1)).contains("outcome=resumed");
        }

        @Test
        void aHelloThatComesLateTakesNoIdFromTheClient() {
            server.join().cut();
            server.connect().in(hello(1, 0)).cut();
            // The client has got id 2; then an older HELLO of its own arrives, which was held up on the way.
            server.connect().in(hello(1, 0)).cut();

            assertThat(server.connect().in(hello(2, 0)).sent().get(1)).contains("outcome=resumed");
            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("outcome=fresh");
        }

        @Test
        void theyDoNotBecomeManyByComingBackForEver() {
            server.join().cut();
            for (int i = 0; i < 100; i++) {
                server.connect().in(hello(1, 0)).cut();
            }

            assertThat(server.connection(1).keys()).hasSize(16);
            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("outcome=resumed");
        }

        @Test
        void aFreshSessionWhoseClientNeverReadWelcomeIsNotWaitedFor() {
            server.join().in(Frames.of(List.of(6, "timed_out", "WELCOME did not come")));

            assertThat(server.told()).containsExactly("1 ended LOST");
        }

        @ParameterizedTest
        @ValueSource(strings = {"92030a", "92050a", "9140", "81a6616374696f6ea161"})
        void anyFrameShowsThatTheClientHoldsTheNewOne(String frame) {
            Wire first = server.join();
            for (int i = 0; i < 12; i++) {
                first.in(message("m"));
            }
            first.cut();
            Wire second = server.connect().in(hello(1, 0));
            for (int i = 0; i < 12; i++) {
                second.send("m");
            }

            second.in(Frames.raw(frame));

            assertThat(server.table.find(id(1))).isNull();
        }

        @Test
        void aCutBeforeTheNewOneArrivedIsResumedByTheOneBefore() {
            Wire first = server.join().send("a");
            first.cut();
            server.connect().in(hello(1, 0)).cut();
            server.connect().in(hello(1, 0)).cut();

            Wire third = server.connect().in(hello(1, 0));

            assertThat(third.sent()).contains("{action=a}");
            assertThat(server.connections).hasSize(1);
            assertThat(server.table.find(id(2))).isNotNull();
            assertThat(server.table.find(id(4))).isNotNull();
            third.in(ack(1));
            assertThat(server.connection(1).keys()).hasSize(1);
        }

        @Test
        void anOlderOneIsAReusedOneAndTouchesNothing() {
            server.join().cut();
            server.connect().in(hello(1, 0), ack(0));
            server.told();

            Wire thief = server.connect().in(hello(1, 0));

            assertThat(thief.sent().get(1)).contains("outcome=fresh");
            assertThat(server.told()).containsExactly("2 extended", "2 opened");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 15, 17, 1000})
        void oneOfAnotherLengthIsAForeignOne(int length) {
            server.join();

            Wire wire = server.connect()
                    .in(Frames.of(List.of(1, 1, 1, Map.of("session", new byte[length], "received", 0))));

            assertThat(wire.sent().get(1)).contains("outcome=fresh");
            assertThat(server.told()).containsExactly("2 extended", "2 opened");
        }

        @Test
        void soIsOneThatIsNoBytes() {
            Wire wire = server.connect().in(Frames.of(List.of(1, 1, 0, Map.of("session", idText(1)))));

            assertThat(wire.sent().get(1)).contains("outcome=fresh").contains("session=");
        }

        @Test
        void thoseOfAnEndedSessionAreForeign() {
            server.join();
            server.connection(1).close(CloseReason.of(Kind.CLOSED, ""), server.nowNanos);

            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("outcome=fresh");
        }

        @Test
        void tooManyThatAreForeignEndTheLinkOfWhoTriesThem() {
            SessionTableRig strict = new SessionTableRig(3);
            Wire player = strict.join();
            for (int i = 0; i < 3; i++) {
                strict.connect().in(hello(99, 0));
            }
            strict.told();

            Wire fourth = strict.connect().in(hello(99, 0));

            assertThat(fourth.sent().get(1)).startsWith("[6, limit, failed_resumes 4 is over the limit of 3");
            assertThat(strict.told()).isEmpty();
            player.cut();
            assertThat(strict.connect().in(hello(1, 0)).sent().get(1)).contains("resumed");
        }
    }

    @Nested
    class CountsThatLie {
        @Test
        void moreThanWasSentEndsTheLinkAndNotTheSession() {
            Wire wire = server.join().send("a");
            wire.cut();
            server.told();

            Wire liar = server.connect().in(hello(1, 2));

            assertThat(liar.sent().get(1)).startsWith("[6, protocol_error, HELLO says that 2 messages came in");
            assertThat(server.told()).isEmpty();
            assertThat(server.connect().in(hello(1, 0)).sent()).contains("{action=a}");
        }

        @Test
        void fewerThanWereAcknowledgedIsAnsweredFresh() {
            Wire wire = server.join().send("a").send("b").in(ack(2));
            wire.cut();

            assertThat(server.connect().in(hello(1, 1)).sent().get(1)).contains("outcome=fresh");
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, Long.MIN_VALUE})
        void aNegativeOneIsNone(long received) {
            server.join().cut();

            assertThat(server.connect().in(hello(1, received)).sent().get(1)).contains("outcome=fresh");
        }

        @Test
        void neitherIsOneThatIsNoInteger() {
            server.join().cut();

            Wire wire = server.connect().in(Frames.of(List.of(1, 1, 1, Map.of("session", id(1), "received", 0.0))));

            assertThat(wire.sent().get(1)).contains("outcome=fresh");
        }
    }

    @Nested
    class TwoLinksAtOnce {
        @Test
        void theOlderOneIsToldAndTouchesNothingAnyMore() {
            Wire old = server.join().send("a");
            old.sent();

            Wire next = server.connect().in(hello(1, 0));

            assertThat(old.turn().sent()).singleElement().asString().startsWith("[6, superseded, ");
            assertThat(server.told()).containsExactly("1 detached", "1 extended", "1 resumed");
            old.in(message("late"), Frames.of(List.of(6, "closed", "")));
            old.inputEnds();
            old.cut();
            assertThat(server.told()).isEmpty();
            assertThat(next.send("b").in(message("c")).sent()).contains("{action=a}", "{action=b}");
            assertThat(server.told()).containsExactly("1 message c");
        }

        @Test
        void theOlderOneMayHaveEndedInTheSameMoment() {
            Wire old = server.join();
            old.inputEnds();
            server.connect().in(hello(1, 0));
            old.cut();

            assertThat(server.told()).containsExactly("1 detached", "1 extended", "1 resumed");
        }

        @Test
        void aGoodbyeThatComesFirstEndsTheSession() {
            Wire old = server.join().in(Frames.of(List.of(6, "closed", "")));

            server.connect().in(hello(1, 0));
            old.cut();

            assertThat(server.told()).containsExactly("1 ended PEER_CLOSED", "2 extended", "2 opened");
        }

        @Test
        void whatAPlainPeerSeemedToBeGivesWayToItsSession() {
            server.join().cut();
            Wire late = server.connect().later(1000);
            assertThat(server.told()).containsExactly("1 detached", "2 opened");

            late.in(hello(1, 0));

            assertThat(server.told()).containsExactly("2 ended SUPERSEDED", "1 extended", "1 resumed");
        }

        @Test
        void aSecondHelloIsSkipped() {
            Wire wire = server.join();

            wire.in(hello(), hello(1, 0));

            assertThat(wire.sent()).isEmpty();
            assertThat(server.told()).isEmpty();
        }
    }

    @Nested
    class SentAway {
        @Test
        void aClientThatWasKickedWhileItWasAwayIsToldWhenItComesBack() {
            server.join().cut();
            server.connection(1).close(CloseReason.of(Kind.KICKED, "out"), server.nowNanos);
            assertThat(server.told()).containsExactly("1 detached", "1 ended KICKED");

            Wire back = server.connect().in(hello(1, 0));

            assertThat(back.sent()).last().isEqualTo("[6, kicked, out]");
            assertThat(server.told()).isEmpty();
        }

        @Test
        void soIsOneWhoseLinkWasDeadAlready() {
            server.join();
            server.connection(1).close(CloseReason.of(Kind.KICKED, "out"), server.nowNanos);

            assertThat(server.connect().in(hello(1, 0)).sent()).last().isEqualTo("[6, kicked, out]");
        }
    }

    @Nested
    class AfterARestart {
        AfterARestart() {
            server.hasStore = true;
        }

        @Test
        void whatWasSavedIsFound() {
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire wire = server.connect();
            wire.sent();
            wire.in(hello(77, 40));
            assertThat(wire.sent()).isEmpty();
            assertThat(server.told()).isEmpty();

            server.runPending();

            assertThat(wire.turn().sent()).singleElement().asString().contains("outcome=restored", "received=0");
            assertThat(server.told()).containsExactly("1 restored state", "1 extended", "1 opened");
        }

        @Test
        void nothingMeansFresh() {
            Wire wire = server.connect().in(hello(77, 40));

            server.runPending();

            assertThat(wire.turn().sent()).last().asString().contains("outcome=fresh");
            assertThat(server.told()).containsExactly("1 extended", "1 opened");
        }

        @Test
        void whatComesMeanwhileIsHeldBackAndCounted() {
            Wire wire = server.connect().in(hello(77, 40), message("a")).in(message("b"));
            assertThat(server.told()).isEmpty();
            assertThat(wire.link.calls).containsExactly("pause");

            server.runPending();

            assertThat(server.told()).containsExactly("1 extended", "1 opened", "1 message a", "1 message b");
            wire.turn().cut();
            assertThat(server.connect().in(hello(1, 0)).sent().get(1)).contains("received=2");
        }

        @Test
        void aLinkThatEndsMeanwhileLeavesNothing() {
            server.connect().in(hello(77, 40)).cut();

            server.runPending();

            assertThat(server.told()).isEmpty();
        }

        @Test
        void aCutBeforeTheAnswerArrivedIsRestoredAgain() {
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire wire = server.connect().in(hello(77, 40));
            server.runPending();
            wire.turn().send("welcome");
            wire.cut();
            server.told();

            Wire next = server.connect().in(hello(77, 40));

            assertThat(next.sent().subList(1, 3))
                    .satisfiesExactly(
                            welcome -> assertThat(welcome).contains("outcome=restored"),
                            again -> assertThat(again).isEqualTo("{action=welcome}"));
            assertThat(server.told()).containsExactly("1 extended", "1 resumed");
        }
    }

    @Nested
    class ManyThingsAtOnce {
        @Test
        void aHelloThatComesLateTakesNothingOfWhatItsClientHas() {
            Wire first = server.join().send("a").send("b").send("c");
            first.cut();
            // The client has all three. An older HELLO of its own arrives, on a link that takes nothing and ends.
            Wire late = server.connect();
            late.link.writable = false;
            late.in(hello(1, 0)).cut();

            Wire next = server.connect().in(hello(1, 3));

            assertThat(next.sent().get(1)).contains("outcome=resumed");
            assertThat(next.send("d").sent()).containsExactly("{action=d}");
        }

        @Test
        void aLinkThatWasNotReadForTheOneBeforeIsReadForTheSession() {
            server.join().cut();
            Wire wire = server.connect().in(message("x"));
            wire.session.setReading(false, server.nowNanos);

            wire.in(hello(1, 0));

            assertThat(wire.link.calls).endsWith("pause", "read");
        }

        @Test
        void whoHasNoRoomWhenItIsRecoveredIsNotRead() {
            Wire first = server.connect().later(1000);
            first.cut();
            Wire back = server.connect();
            server.whenResumed = number -> back.session.setReading(false, server.nowNanos);

            back.in(SessionTableRig.recover(SessionTableRig.text(1)));
            server.runPending();

            assertThat(server.told()).endsWith("1 resumed");
            assertThat(back.link.calls).last().isEqualTo("pause");
        }

        @Test
        void aHelloThatComesLateSendsNobodyAway() {
            server.join().cut();
            Wire live = server.connect().in(hello(1, 0));
            live.sent();

            // The client is on this link, and its ACK is under way, when an older HELLO of its own arrives.
            Wire late = server.connect().in(hello(1, 0));

            assertThat(live.turn().sent()).isEmpty();
            assertThat(live.link.calls).contains("shutdownOutput");
            late.in(Frames.of(List.of(6, "timed_out", "WELCOME did not come")));
            assertThat(server.connect().in(hello(2, 0)).sent().get(1)).contains("outcome=resumed");
            assertThat(server.connections).hasSize(1);
        }

        @Test
        void whoWasEndedByTheProgramWhileItLookedForItsSessionLeavesNothing() {
            Wire one = server.join();
            Wire two = server.connect().in(message("x"));
            server.told();
            server.whenDetached =
                    number -> server.connection(2).close(CloseReason.of(Kind.CLOSED, ""), server.nowNanos);

            two.in(hello(1, 0));

            assertThat(server.told()).containsExactly("1 detached", "2 ended CLOSED");
            assertThat(two.sent()).noneMatch(frame -> frame.startsWith("[2,"));
            server.whenDetached = number -> {};
            server.connection(1).expire();
            assertThat(server.told()).containsExactly("1 ended LOST");
            one.cut();
            two.cut();
            assertThat(server.told()).isEmpty();
        }

        @Test
        void aStateThatTwoLinksAskForIsTakenByTheLater() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire one = server.connect().in(hello(77, 0));
            Wire two = server.connect().in(hello(77, 0));

            server.runPending();

            assertThat(one.turn().sent()).last().asString().startsWith("[6, superseded, ");
            assertThat(two.turn().sent()).last().asString().contains("outcome=restored");
            assertThat(server.connections).hasSize(1);
        }

        @Test
        void anIdThatThisServerHasGivenLeadsToNothingThatWasSaved() {
            server.hasStore = true;
            server.join().cut();
            server.stored.put(SessionKey.of(id(1)).toString(), "state");
            server.connect().in(hello(1, 0), ack(0));
            server.told();

            Wire thief = server.connect().in(hello(1, 0));
            server.runPending();

            assertThat(thief.turn().sent().get(1)).contains("outcome=fresh");
            server.connection(1).close(CloseReason.of(Kind.CLOSED, ""), server.nowNanos);
            server.stored.put(SessionKey.of(id(2)).toString(), "state");
            Wire late = server.connect().in(hello(2, 0));
            server.runPending();
            assertThat(late.turn().sent().get(1)).contains("outcome=fresh");
        }

        @Test
        void aHelloAfterTheGraceFindsWhatWasSavedToo() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire wire = server.connect().later(1000);
            assertThat(server.told()).containsExactly("1 opened");

            wire.in(hello(77, 0));
            server.runPending();

            assertThat(wire.turn().sent()).last().asString().contains("outcome=restored");
            assertThat(server.told())
                    .containsExactly("2 restored state", "1 ended SUPERSEDED", "2 extended", "2 opened");
        }

        @Test
        void anAckOnALinkWithoutASessionMeansNothingWhateverCameBefore() {
            Wire wire =
                    server.connect().in(message("a"), Frames.HELLO).send("b").in(ack(77));

            assertThat(wire.session.isOpen()).isTrue();
        }

        @Test
        void helloBehindARecoveryIsNeither() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire wire = server.connect().in(SessionTableRig.recover(SessionTableRig.text(77)), hello(77, 0));

            assertThat(wire.sent()).last().asString().contains("protocol error: HELLO behind recover_session");
            server.runPending();
            assertThat(server.told()).isEmpty();
            assertThat(server.connections).isEmpty();
        }

        @Test
        void ofTwoRecoveriesTheLaterLinkHasTheSession() {
            Wire first = server.connect().later(1000);
            server.told();
            first.cut();
            Wire one = server.connect().in(SessionTableRig.recover(SessionTableRig.text(1)));
            Wire two = server.connect().in(SessionTableRig.recover(SessionTableRig.text(1)));

            server.runPending();

            assertThat(two.turn().sent()).contains("{action=state_recovered}");
            assertThat(one.turn().sent()).last().asString().contains("superseded");
            two.in(message("a"));
            assertThat(server.told()).endsWith("1 resumed", "1 message a");
        }

        @Test
        void aPlainPeerThatComesBackToMoreThanIsKeptIsToldSo() {
            Wire first = server.connect().later(1000);
            first.turn();
            server.told();
            first.link.writable = false;
            for (int i = 0; i < 8; i++) {
                first.send("m" + i);
            }

            Wire back = server.connect().in(SessionTableRig.recover(SessionTableRig.text(1)));

            assertThat(server.told()).containsExactly("1 ended LOST", "2 opened");
            assertThat(back.sent()).contains("{action=recovery_failed}");
        }

        /** A link for which nearly as much waits as may, that asks for a session: it does not take the answer any more. */
        private Wire fullLinkThatRecovers(String id) {
            Wire wire = server.connect().later(1000);
            wire.link.writable = false;
            byte[] frame = Frames.of(Map.of("action", "big", "data", new byte[(1 << 20) - 40]));
            wire.session.send(frame, 0, frame.length);
            return wire.in(SessionTableRig.recover(id));
        }

        /** Found by the fuzzer: the connection was put on the link that had ended, and stayed there for ever. */
        @Test
        void aSessionWaitsOnWhereTheAnswerToItsPlainPeerEndsTheLink() {
            server.connect().later(1000).cut();
            server.told();

            Wire full = fullLinkThatRecovers(SessionTableRig.text(1));
            server.runPending();

            assertThat(full.session.isOpen()).isFalse();
            assertThat(server.told()).containsExactly("2 opened", "1 recovering", "2 ended SLOW_CONSUMER");
            Wire back = server.connect().in(SessionTableRig.recover(SessionTableRig.text(1)));
            server.runPending();
            assertThat(server.told()).containsExactly("1 recovering", "1 resumed");
            assertThat(back.session.isOpen()).isTrue();
        }

        @Test
        void aRestoredConnectionThatEndsWithItsAnswerDoesNotBegin() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(id(77)).toString(), "state");

            fullLinkThatRecovers(SessionTableRig.text(77));
            server.told();
            server.runPending();

            assertThat(server.told())
                    .containsExactly("2 restored state", "1 ended SUPERSEDED", "2 ended SLOW_CONSUMER");
        }

        @Test
        void aRestoredPlainPeerMayGoOnWithItsOldId() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire wire = server.connect().in(SessionTableRig.recover(SessionTableRig.text(77)));
            server.runPending();
            wire.turn().cut();
            server.told();

            server.connect().in(SessionTableRig.recover(SessionTableRig.text(77)));
            server.runPending();

            assertThat(server.told()).containsExactly("1 recovering", "1 resumed");
            assertThat(server.connections).hasSize(1);
        }

        @Test
        void aRestoredSessionIsNotTakenByItsOldIdOnceItsClientHasTheNewOne() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(id(77)).toString(), "state");
            Wire wire = server.connect().in(hello(77, 40));
            server.runPending();
            wire.turn().in(ack(0));
            server.stored.clear();
            server.told();

            server.connect().in(hello(77, 0));
            server.runPending();

            assertThat(wire.session.isOpen()).isTrue();
            assertThat(server.told()).containsExactly("2 extended", "2 opened");
        }
    }
}
