package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.CONNECTED;
import static dev.repod.internal.session.Frames.HELLO;
import static dev.repod.internal.session.Frames.message;
import static dev.repod.internal.session.SessionTableRig.hello;
import static dev.repod.internal.session.SessionTableRig.recover;
import static dev.repod.internal.session.SessionTableRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.session.SessionTableRig.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a server lets in, byte by byte: what is asked, what waits meanwhile, and what becomes of an answer. */
class VettingTest {
    private static final byte[] AUTHENTICATE = Frames.of(new TreeMap<>(Map.of("action", "authenticate", "token", "t")));
    private static final Verdict ANN = Verdict.accepted("ann");
    private static final String GREETING = "{action=connected}";

    private final SessionTableRig server = new SessionTableRig();
    private final RecordingVetter vetter = new RecordingVetter();

    VettingTest() {
        server.vetter = vetter;
        server.hasSessions = false;
    }

    private Wire connect() {
        Wire wire = server.connect();
        assertThat(wire.sent()).containsExactly(GREETING);
        return wire;
    }

    private static byte[] helloWith(String key, Object value) {
        return Frames.of(List.of(1, 1, 1, Map.of(key, value)));
    }

    private void answer(Verdict verdict, Wire wire) {
        vetter.answer(verdict, server.nowNanos);
        wire.turn();
    }

    @Nested
    class OfAPlainPeer {
        @Test
        void nothingIsToldBeforeItHasSaidWhoItIsAndBeenAccepted() {
            Wire wire = connect().in(AUTHENTICATE);

            assertThat(vetter.asked).containsExactly("plain null null {action=authenticate, token=t}");
            assertThat(server.told()).isEmpty();
            assertThat(wire.sent()).isEmpty();

            answer(ANN, wire);

            assertThat(wire.sent()).containsExactly("{action=authenticated}");
            assertThat(server.told()).containsExactly("1 opened");
            assertThat(server.connection(1).principal()).isEqualTo("ann");
        }

        @Test
        void whatItSaysMeanwhileIsDeliveredAfterwardsInOrder() {
            Wire wire = connect().in(AUTHENTICATE, message("a"), message("b")).in(message("c"));
            assertThat(server.told()).isEmpty();

            answer(ANN, wire);

            assertThat(server.told()).containsExactly("1 opened", "1 message a", "1 message b", "1 message c");
        }

        @Test
        void aSecondAuthenticateIsAnOrdinaryMessage() {
            Wire wire = connect().in(AUTHENTICATE, AUTHENTICATE);
            answer(ANN, wire);
            wire.in(AUTHENTICATE);

            assertThat(vetter.asked).hasSize(1);
            assertThat(server.told()).containsExactly("1 opened", "1 message authenticate", "1 message authenticate");
        }

        @Test
        void aRefusalIsSaidAndEndsTheLink() {
            Wire wire = connect().in(AUTHENTICATE);
            answer(Verdict.refused("wrong password"), wire);

            assertThat(wire.sent()).containsExactly("{action=error, message=rejected: wrong password}");
            assertThat(wire.link.calls).contains("shutdownOutput");
            assertThat(server.told()).isEmpty();
            assertThat(vetter.refused).containsExactly("REJECTED: wrong password");
        }

        @ParameterizedTest
        @ValueSource(strings = {"move", "chat", "connected", "authenticated", "Authenticate"})
        void anyOtherFirstMessageIsRefusedAndNobodyIsAsked(String action) {
            Wire wire = connect().in(message(action), AUTHENTICATE);

            assertThat(wire.sent())
                    .containsExactly("{action=error, message=rejected: authentication is required: "
                            + "send {action: authenticate, ...} first}");
            assertThat(vetter.asked).isEmpty();
            assertThat(server.told()).isEmpty();
        }

        @Test
        void silenceIsNoWayIn() {
            Wire wire = connect().later(1000).later(3999);
            assertThat(server.told()).isEmpty();
            assertThat(wire.session.isOpen()).isTrue();

            wire.later(1);

            assertThat(wire.sent())
                    .containsExactly(
                            "{action=error, message=timed out: authentication was not complete within 5000 ms}");
            assertThat(vetter.refused).containsExactly("TIMED_OUT: authentication was not complete within 5000 ms");
            assertThat(server.told()).isEmpty();
        }

        @Test
        void theTimeIsUpWhileTheAnswerIsOnItsWayToo() {
            Wire wire = connect().in(AUTHENTICATE).later(5000);
            assertThat(wire.sent()).last().asString().contains("timed out");

            answer(ANN, wire);

            assertThat(server.told()).isEmpty();
            assertThat(wire.sent()).isEmpty();
        }

        @Test
        void whoIsLetInHasNoSuchDeadline() {
            Wire wire = connect().in(AUTHENTICATE);
            answer(ANN, wire);

            assertThat(wire.later(5000).later(60_000).session.isOpen()).isTrue();
        }

        @Test
        void arraysAndOtherPayloadsAreNoFirstMessage() {
            Wire wire = connect().in(Frames.of(List.of(99, 1)), Frames.of(Map.of("x", 1)), Frames.of(7), AUTHENTICATE);

            assertThat(vetter.asked).hasSize(1);
            assertThat(wire.session.isOpen()).isTrue();
        }

        @Test
        void itsGameIsLookedAtWhereItSaysWhichItHas() {
            Wire wire = connect().in(Frames.of(Map.of("action", "authenticate", "app", "tag", "app_version", "old")));

            assertThat(wire.sent()).containsExactly("{action=error, message=rejected: update your game}");
            assertThat(vetter.asked).isEmpty();
        }

        @Test
        void aSignOfLifeIsNoFirstMessageWhereBothProgramsGiveThem() {
            server.plainPeers = true;
            Wire wire = connect().in(message("ping"), AUTHENTICATE);

            assertThat(wire.sent()).containsExactly("{action=pong}");
            assertThat(vetter.asked).hasSize(1);
        }

        @Test
        void helloBehindAuthenticateIsABrokenPeer() {
            Wire wire = connect().in(AUTHENTICATE, HELLO);

            assertThat(wire.sent()).last().asString().contains("HELLO behind recover_session or authenticate");
            answer(ANN, wire);
            assertThat(server.told()).isEmpty();
        }

        @Test
        void helloOfOneWhoIsInAlreadyMakesItExtendedAndAsksNobody() {
            Wire wire = connect().in(AUTHENTICATE);
            answer(ANN, wire);
            server.told();
            wire.sent();

            wire.in(helloWith("credentials", Map.of("token", "other")));

            assertThat(vetter.asked).hasSize(1);
            assertThat(server.told()).containsExactly("1 extended");
            assertThat(wire.sent()).first().asString().startsWith("[2, 1, ");
            assertThat(server.connection(1).principal()).isEqualTo("ann");
        }
    }

    @Nested
    class OfAnExtendedPeer {
        @Test
        void credentialsComeWithHelloAndWelcomeFollowsTheAnswer() {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("app", "tag");
            said.put("app_version", "1.4");
            said.put("credentials", Map.of("token", "t"));
            Wire wire = connect().in(Frames.of(List.of(1, 1, 0, said)));

            assertThat(vetter.asked).containsExactly("extended tag 1.4 {token=t, action=authenticate}");
            // By the PING the client knows that somebody is there who thinks.
            assertThat(wire.sent()).containsExactly("[3, 1]");
            assertThat(server.told()).isEmpty();

            answer(ANN, wire);

            assertThat(wire.sent()).singleElement().asString().startsWith("[2, 1, 2, {outcome=fresh");
            assertThat(server.told()).containsExactly("1 extended", "1 opened");
        }

        @Test
        void anAnswerAtOnceTakesNoFrameMore() {
            vetter.atOnce = ANN;
            Wire wire = connect().in(HELLO, message("a"));

            assertThat(wire.sent()).singleElement().asString().startsWith("[2, 1, 2, {outcome=fresh");
            assertThat(server.told()).containsExactly("1 extended", "1 opened", "1 message a");
        }

        @Test
        void whoGivesNoneIsAskedForAllTheSame() {
            connect().in(HELLO);

            assertThat(vetter.asked).containsExactly("extended null null {action=authenticate}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"text", "7", "list"})
        void whatIsNoMapIsNoCredentials(String what) {
            Object value = what.equals("list") ? List.of("token", "t") : what.equals("7") ? 7 : what;
            connect().in(helloWith("credentials", value));

            assertThat(vetter.asked).containsExactly("extended null null {action=authenticate}");
        }

        @Test
        void anActionAmongThemChangesNothing() {
            connect().in(helloWith("credentials", Map.of("action", "kick")));

            assertThat(vetter.asked).containsExactly("extended null null {action=authenticate}");
        }

        @Test
        void isToldByByeAlone() {
            Wire wire = connect().in(HELLO);
            wire.sent();
            answer(Verdict.refused("banned"), wire);

            assertThat(wire.sent()).containsExactly("[6, rejected, banned]");
            assertThat(server.told()).isEmpty();
        }

        @Test
        void itsGameIsLookedAtFirst() {
            Wire wire = connect().in(helloWith("app_version", "old"));

            assertThat(wire.sent()).containsExactly("[6, rejected, update your game]");
            assertThat(vetter.asked).isEmpty();
        }

        @Test
        void authenticateBehindHelloIsAnOrdinaryMessage() {
            Wire wire = connect().in(HELLO, AUTHENTICATE);
            answer(ANN, wire);

            assertThat(vetter.asked).hasSize(1);
            assertThat(server.told()).containsExactly("1 extended", "1 opened", "1 message authenticate");
        }
    }

    @Nested
    class WhateverItIs {
        @ParameterizedTest
        @ValueSource(strings = {"reset", "end", "bye", "stop"})
        void aLateAnswerToOneWhoIsGoneIsIgnoredAndNobodyCountsAsConnected(String how) {
            Principals principals = new Principals(false);
            vetter.principals = principals;
            Wire wire = connect().in(how.equals("bye") ? HELLO : AUTHENTICATE);
            switch (how) {
                case "reset" -> wire.cut();
                case "end" -> wire.inputEnds();
                case "bye" -> wire.in(Frames.of(List.of(6, "closed", "")));
                default -> wire.session.close(CloseReason.of(Kind.STOPPED, ""), server.nowNanos);
            }

            answer(ANN, wire);

            assertThat(server.told()).isEmpty();
            assertThat(principals.size()).isZero();
        }

        @Test
        void aServerThatStopsTellsSo() {
            Wire wire = connect().in(AUTHENTICATE);
            wire.session.close(CloseReason.of(Kind.STOPPED, ""), server.nowNanos);

            assertThat(wire.turn().sent()).containsExactly("{action=error, message=server stopped}");
        }

        @Test
        void aSecondAnswerChangesNothing() {
            Wire wire = connect().in(AUTHENTICATE);
            Vetter.Reply reply = vetter.waiting.element();
            answer(ANN, wire);
            reply.give(Verdict.accepted("bob"), server.nowNanos);
            reply.give(Verdict.refused("no"), server.nowNanos);

            assertThat(server.told()).containsExactly("1 opened");
            assertThat(wire.session.isOpen()).isTrue();
        }

        @Test
        void aFrameOver16KiBIsTooLargeForAStranger() {
            Wire wire = connect().in(new byte[] {0, 0, 0x40, 0x01});

            assertThat(wire.sent())
                    .containsExactly(
                            "[6, limit, frame_bytes 16385 is over the limit of 16384, {limit=frame_bytes, allowed=16384, seen=16385}]",
                            "{action=error, message=limit exceeded: frame_bytes 16385 is over the limit of 16384}");
        }

        @Test
        void oneOf16KiBIsNot() {
            byte[] rest = new byte[16_384 - "authenticate".length() - "action".length() - "t".length() - 7];
            byte[] frame = Frames.of(Map.of("action", "authenticate", "t", rest));
            assertThat(frame).hasSize(4 + 16_384);

            connect().in(frame);

            assertThat(vetter.asked).hasSize(1);
        }

        @Test
        void onceLetInItMaySendWhatTheServerTakes() {
            Wire wire = connect().in(AUTHENTICATE);
            answer(ANN, wire);
            wire.in(Frames.of(Map.of("action", "a", "x", new byte[20_000])));

            assertThat(server.told()).containsExactly("1 opened", "1 message a");
        }

        @Test
        void alsoInTheVeryReadThatLetItIn() {
            vetter.atOnce = ANN;
            connect().in(AUTHENTICATE, Frames.of(Map.of("action", "a", "x", new byte[20_000])));

            assertThat(server.told()).containsExactly("1 opened", "1 message a");
        }

        @Test
        void whileTheAnswerIsOnItsWayItMayNot() {
            Wire wire = connect().in(AUTHENTICATE, Frames.of(Map.of("action", "a", "x", new byte[20_000])));

            assertThat(wire.sent()).last().asString().contains("limit exceeded: frame_bytes");
        }

        @Test
        void moreThanAFewMessagesWaitWithTheClient() {
            byte[] large = Frames.of(Map.of("action", "a", "x", new byte[10_000]));
            Wire wire = connect().in(AUTHENTICATE, large);
            assertThat(wire.link.calls).isEmpty();

            wire.in(large);
            assertThat(wire.link.calls).containsExactly("pause");
            answer(ANN, wire);

            assertThat(wire.link.calls).containsExactly("pause", "read");
            assertThat(server.told()).containsExactly("1 opened", "1 message a", "1 message a");
        }

        @Test
        void whereNobodyIsAskedOnlyTheGameIsLookedAt() {
            vetter.asks = false;
            Wire extended = connect().in(helloWith("app_version", "1"));
            Wire plain = connect().in(message("a"));
            Wire silent = connect().later(1000);

            assertThat(server.told()).containsExactly("1 extended", "1 opened", "2 opened", "2 message a", "3 opened");
            assertThat(vetter.asked).isEmpty();
            assertThat(server.connection(1).principal()).isNull();
            assertThat(List.of(extended, plain, silent)).allMatch(wire -> wire.session.isOpen());
        }

        @Test
        void anAuthenticateThatNobodyAskedForIsAnOrdinaryMessage() {
            server.vetter = null;
            connect().in(AUTHENTICATE);

            assertThat(server.told()).containsExactly("1 opened", "1 message authenticate");
        }
    }

    @Nested
    class WithSessions {
        private final Principals principals = new Principals(true);

        WithSessions() {
            server.hasSessions = true;
            vetter.principals = principals;
        }

        private Wire join() {
            Wire wire = connect().in(hello());
            answer(ANN, wire);
            assertThat(wire.sent()).last().asString().contains("session=");
            server.told();
            return wire;
        }

        @Test
        void whoComesBackShowsHisIdAndIsAskedForNothingElse() {
            join().cut();
            server.told();
            vetter.asked.clear();

            Wire back = connect().in(hello(1, 0));

            assertThat(back.sent()).first().asString().contains("outcome=resumed");
            assertThat(server.told()).containsExactly("1 extended", "1 resumed");
            assertThat(vetter.asked).isEmpty();
            assertThat(server.connection(1).principal()).isEqualTo("ann");
            assertThat(back.later(5000).session.isOpen()).isTrue();
            back.in(Frames.of(Map.of("action", "a", "x", new byte[20_000])));
            assertThat(server.told()).containsExactly("1 message a");
        }

        @Test
        void aForgedIdLeadsBackToTheCredentials() {
            Wire wire = connect().in(hello(77, 0));
            assertThat(vetter.asked).hasSize(1);
            assertThat(server.told()).isEmpty();

            answer(ANN, wire);

            assertThat(wire.sent()).last().asString().contains("outcome=fresh");
            assertThat(server.told()).containsExactly("1 extended", "1 opened");
        }

        @Test
        void soDoesASessionOfWhichTooMuchIsMissing() {
            Wire wire = join();
            wire.send("a").send("b").send("c").send("d").send("e").send("f").cut();
            vetter.asked.clear();

            Wire back = connect().in(hello(1, 0));

            assertThat(vetter.asked).hasSize(1);
            assertThat(server.told()).containsExactly("1 detached", "1 ended LOST");
            assertThat(principals.size()).isZero();
            answer(ANN, back);
            assertThat(server.told()).containsExactly("2 extended", "2 opened");
        }

        @Test
        void whatWasSavedIsLookedForOnlyOnceItIsKnownWhoItIs() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(SessionTableRig.id(9)).toString(), "gold");
            Wire wire = connect().in(hello(9, 0), message("a"));
            assertThat(server.pendingLoads).isEmpty();

            answer(ANN, wire);
            wire.in(message("b"));
            assertThat(server.told()).isEmpty();
            server.runPending();
            wire.turn();

            assertThat(server.told())
                    .containsExactly("1 restored gold", "1 extended", "1 opened", "1 message a", "1 message b");
            assertThat(server.connection(1).principal()).isEqualTo("ann");
            assertThat(wire.sent())
                    .last()
                    .asString()
                    .contains("outcome=restored")
                    .contains("received=2");
        }

        @Test
        void whoLeavesWhileThatIsLookedForIsNotConnected() {
            server.hasStore = true;
            Wire wire = connect().in(hello(9, 0));
            answer(ANN, wire);
            assertThat(principals.size()).isOne();

            wire.cut();
            assertThat(principals.size()).isZero();
            server.runPending();

            assertThat(server.told()).isEmpty();
        }

        @Test
        void aPlainPeerComesBackByItsIdAlone() {
            Wire wire = connect().in(AUTHENTICATE);
            answer(ANN, wire);
            assertThat(wire.sent())
                    .containsExactly("{action=authenticated}", "{action=session_created, session_id=" + text(1) + "}");
            wire.cut();
            vetter.asked.clear();

            Wire back = connect().in(recover(text(1)), message("a"));
            server.runPending();
            back.turn();

            assertThat(back.sent()).containsExactly("{action=state_recovered}");
            assertThat(server.told())
                    .containsExactly("1 opened", "1 detached", "1 recovering", "1 resumed", "1 message a");
            assertThat(vetter.asked).isEmpty();
            assertThat(back.later(5000).session.isOpen()).isTrue();
        }

        @Test
        void aPlainPeerWithAStrangeIdIsToldSoAndHasToSayWhoItIs() {
            Wire wire = connect().in(recover(text(66)));
            assertThat(wire.sent()).containsExactly("{action=recovery_failed}");
            assertThat(server.told()).isEmpty();

            wire.in(AUTHENTICATE);
            answer(ANN, wire);

            assertThat(wire.sent())
                    .containsExactly("{action=authenticated}", "{action=session_created, session_id=" + text(1) + "}");
            assertThat(server.told()).containsExactly("1 opened");
        }

        @Test
        void andTriesNoSecondOne() {
            Wire wire = connect().in(recover(text(66)), recover(text(67)));

            assertThat(wire.sent())
                    .containsExactly(
                            "{action=recovery_failed}",
                            "{action=error, message=rejected: authentication is required: "
                                    + "send {action: authenticate, ...} first}");
        }

        @Test
        void aPlainPeerHasWhatWasSavedByAskingForItOnceItIsIn() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(SessionTableRig.id(9)).toString(), "gold");
            Wire wire = connect().in(AUTHENTICATE, recover(text(9)), message("a"));
            answer(ANN, wire);
            server.runPending();
            wire.turn();

            assertThat(server.told())
                    .containsExactly("1 opened", "2 restored gold", "1 ended SUPERSEDED", "2 opened", "2 message a");
            assertThat(server.connection(2).principal()).isEqualTo("ann");
            assertThat(server.connection(1).principal()).isNull();
            assertThat(principals.size()).isOne();
            assertThat(wire.session.isOpen()).isTrue();
        }

        @Test
        void whatWasSavedLetsNoPlainPeerInByItself() {
            server.hasStore = true;
            server.stored.put(SessionKey.of(SessionTableRig.id(9)).toString(), "gold");
            Wire wire = connect().in(recover(text(9)));

            assertThat(wire.sent()).containsExactly("{action=recovery_failed}");
            assertThat(server.pendingLoads).isEmpty();
            assertThat(server.told()).isEmpty();
        }

        @Test
        void aSessionThatEndsMeanwhileIsNoWayIn() {
            Wire wire = connect().in(AUTHENTICATE);
            answer(ANN, wire);
            wire.cut();
            Wire back = connect().in(recover(text(1)));
            server.connection(1).close(CloseReason.of(Kind.KICKED, "out"), server.nowNanos);
            server.told();

            server.runPending();
            back.turn();
            assertThat(back.sent()).containsExactly("{action=recovery_failed}");
            assertThat(server.told()).isEmpty();

            back.in(message("a"));
            assertThat(back.sent()).last().asString().contains("authentication is required");
        }
    }

    @Nested
    class WhoComesTwice {
        private void comeBackFor(Principals principals) {
            server.hasSessions = true;
            vetter.principals = principals;
            vetter.atOnce = ANN;
        }

        @Test
        void takesThePlaceOfTheOneBefore() {
            comeBackFor(new Principals(true));
            Wire before = connect().in(hello());
            before.sent();

            connect().in(hello());

            assertThat(before.turn().sent()).containsExactly("[6, superseded, you have connected from elsewhere]");
            assertThat(server.told())
                    .containsExactly("1 extended", "1 opened", "1 ended SUPERSEDED", "2 extended", "2 opened");
        }

        @Test
        void takesThePlaceOfOneWhoIsAwayAndWhoIsToldWhenHeComesBack() {
            Principals principals = new Principals(true);
            comeBackFor(principals);
            connect().in(hello()).cut();
            Wire now = connect().in(hello());
            assertThat(server.told()).contains("1 detached", "1 ended SUPERSEDED", "2 opened");

            Wire back = connect().in(hello(1, 0));

            assertThat(back.sent()).containsExactly("[6, superseded, you have connected from elsewhere]");
            assertThat(server.told()).isEmpty();
            assertThat(now.session.isOpen()).isTrue();
            assertThat(principals.size()).isOne();
        }

        @Test
        void isRefusedWhereTheRuleSaysSoUntilTheOtherHasLeft() {
            Principals principals = new Principals(false);
            comeBackFor(principals);
            Wire first = connect().in(hello());
            Wire second = connect().in(hello());

            assertThat(second.sent()).containsExactly("[6, rejected, already connected]");
            assertThat(server.told()).containsExactly("1 extended", "1 opened");

            first.in(Frames.of(List.of(6, "closed", "")));
            assertThat(principals.size()).isZero();
            assertThat(connect().in(hello()).session.isOpen()).isTrue();
        }

        @Test
        void isRefusedWhileTheOtherIsAway() {
            comeBackFor(new Principals(false));
            connect().in(hello()).cut();

            assertThat(connect().in(hello()).sent()).containsExactly("[6, rejected, already connected]");
            assertThat(connect().in(hello(1, 0)).sent()).first().asString().contains("outcome=resumed");
        }

        @Test
        void mayBeThereTwiceWhereNobodyCounts() {
            server.hasSessions = true;
            vetter.atOnce = ANN;
            connect().in(hello());
            connect().in(hello());

            assertThat(server.told()).containsExactly("1 extended", "1 opened", "2 extended", "2 opened");
            assertThat(server.connection(2).principal()).isEqualTo("ann");
        }

        @Test
        void ofTwoWhoAreAskedForAtTheSameTimeTheLaterAnswerStays() {
            vetter.principals = new Principals(true);
            Wire one = connect().in(AUTHENTICATE);
            Wire other = connect().in(AUTHENTICATE);
            answer(ANN, one);
            answer(ANN, other);

            assertThat(one.turn().sent())
                    .containsExactly(
                            "{action=authenticated}",
                            "{action=error, message=superseded: you have connected from elsewhere}");
            assertThat(other.session.isOpen()).isTrue();
            assertThat(server.told()).containsExactly("1 opened", "1 ended SUPERSEDED", "2 opened");
        }

        @Test
        void andWhoIsStillLookedForInTheStoreGivesWayToo() {
            server.hasStore = true;
            comeBackFor(new Principals(true));
            Wire one = connect().in(hello(9, 0));
            Wire other = connect().in(hello());

            assertThat(one.turn().sent()).containsExactly("[6, superseded, you have connected from elsewhere]");
            server.runPending();
            assertThat(server.told()).containsExactly("1 extended", "1 opened");
            assertThat(other.session.isOpen()).isTrue();
        }

        @Test
        void differentOnesDoNotMeet() {
            vetter.principals = new Principals(false);
            Wire one = connect().in(AUTHENTICATE);
            Wire other = connect().in(AUTHENTICATE);
            answer(ANN, one);
            answer(Verdict.accepted("bob"), other);

            assertThat(server.told()).containsExactly("1 opened", "2 opened");
        }
    }

    /** The client's side of it. */
    @Nested
    class AsAClientSeesIt {
        @ParameterizedTest
        @ValueSource(strings = {"rejected", "limit", "timed_out"})
        void aRefusalBeforeWelcomeIsNoConnection(String reason) {
            SessionRig client = SessionRig.client();
            client.in(CONNECTED, Frames.of(List.of(6, reason, "full")));

            assertThat(client.told()).singleElement().asString().startsWith("ended ");
            assertThat(((ClientSession) client.session).isRefused()).isTrue();
        }

        @Test
        void oneBehindWelcomeIsTheEndOfOne() {
            SessionRig client = SessionRig.client();
            client.in(CONNECTED, Frames.WELCOME, Frames.of(List.of(6, "rejected", "out")));

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened", "ended REJECTED: out");
            assertThat(((ClientSession) client.session).isRefused()).isFalse();
        }

        @Test
        void itsOwnVerdictOnTheServersBytesIsNoRefusal() {
            SessionRig client = SessionRig.client();
            client.in(CONNECTED, new byte[] {0, 0x7f, 0, 0});

            assertThat(client.told()).singleElement().asString().startsWith("ended LIMIT");
            assertThat(((ClientSession) client.session).isRefused()).isFalse();
        }

        @Test
        void aServerThatPingsBeforeWelcomeIsWaitedForBeyondTheGrace() {
            SessionRig client = SessionRig.client();
            client.in(CONNECTED, Frames.of(List.of(3, 1))).later(4000);
            assertThat(client.told()).isEmpty();

            client.in(Frames.WELCOME);

            assertThat(client.told()).containsExactly("extended 1048576 32", "opened");
        }

        @Test
        void butNotForEver() {
            SessionRig client = SessionRig.client();
            client.in(CONNECTED, Frames.of(List.of(3, 1))).later(5000);

            assertThat(client.told()).containsExactly("ended TIMED_OUT: WELCOME did not come within 5000 ms");
        }

        @Test
        void whatItSaysOfItselfStandsInHelloAndCredentialsInNoText() {
            SessionRig rig = SessionRig.client();
            byte[] map = {(byte) 0x81, (byte) 0xa1, 't', 42};
            Introduction self = new Introduction("tag", "1.4", map);
            rig.sent();
            ((ClientSession) rig.session).greet(rig.nowNanos, self);

            assertThat(rig.turn().sent())
                    .containsExactly("[1, 1, 2, {app=tag, app_version=1.4, credentials={t=42}, "
                            + "limits={frame_bytes=1048576, depth=32}}]");
            assertThat(self).hasToString("Introduction[tag 1.4]");
            assertThat(Newcomer.of(map, 0, map.length, rig.link.peerAddress()).toString())
                    .doesNotContain("42");
        }
    }
}
