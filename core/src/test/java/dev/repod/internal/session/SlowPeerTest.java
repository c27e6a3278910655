package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.internal.wire.SpareArrays;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Peers that do not take what they are sent: how much may wait for them, for how long, and how they are sent away. */
class SlowPeerTest {
    private static final Limits SMALL = Limits.standard().withMaxQueuedBytes(10_000);
    private static final String TOO_LONG = "ended SLOW_CONSUMER: a message waits for 5,000 ms, over the limit of 5,000";

    private static byte[] message(int bytes) {
        int bare = Frames.of(Map.of("action", "m", "p", "x".repeat(1000))).length - 1000;
        return Frames.of(Map.of("action", "m", "p", "x".repeat(bytes - bare)));
    }

    /** A plain peer's session, whose system takes nothing more. */
    private static SessionRig stuck(Limits limits) {
        SessionRig rig = SessionRig.server(limits);
        rig.in(Frames.message("hi"));
        rig.sent();
        rig.told();
        rig.link.writable = false;
        return rig;
    }

    private static void sendLatest(SessionRig rig, Object key, byte[] frame) {
        rig.session.sendLatest(new LatestKey("m", key), frame, 0, frame.length);
    }

    // ---- bytes

    @Test
    void whoIsOverTheBoundIsToldAndClosedAndWhatWaitedIsDropped() {
        SessionRig server = stuck(SMALL);
        for (int i = 0; i < 10; i++) {
            server.send(message(1000)).turn();
        }
        assertThat(server.session.isOpen()).isTrue();
        assertThat(server.session.queuedBytes()).isEqualTo(10_000);

        server.send(message(1001));

        assertThat(server.told()).containsExactly("ended SLOW_CONSUMER: 11,001 bytes wait, over the limit of 10,000");
        assertThat(server.session.queuedBytes()).isLessThan(200);
        server.turn().drained();
        assertThat(server.sent())
                .containsExactly("{action=error, message=too slow: 11,001 bytes wait, over the limit of 10,000}");
        assertThat(server.link.calls).containsExactly("read", "shutdownOutput");
        server.assertEndsOnce();
    }

    @Test
    void anExtendedPeerIsToldByItsGoodbye() {
        SessionRig server = SessionRig.server(SMALL).in(Frames.HELLO);
        server.sent();
        server.link.writable = false;
        server.send(message(6000)).send(message(6000)).turn().drained();

        assertThat(server.sent()).containsExactly("[6, slow_consumer, 12,000 bytes wait, over the limit of 10,000]");
    }

    @Test
    void oneMessageMayWaitHoweverLargeAndNoneBehindIt() {
        SessionRig server = stuck(SMALL);
        server.send(message(900_000)).turn();
        assertThat(server.session.isOpen()).isTrue();
        server.in(Frames.of(List.of(3, 1)), Frames.of(List.of(3, 2)));
        assertThat(server.session.isOpen()).as("PONGs do not count against it").isTrue();

        server.send(message(30));

        assertThat(server.told()).hasSize(1).first().asString().startsWith("ended SLOW_CONSUMER");
    }

    @Test
    void aPeerThatReadsIsHandedABurstOfAnySizeInTheMiddleOfIt() {
        SessionRig server = SessionRig.server(SMALL).in(Frames.message("hi"));
        for (int i = 0; i < 1000; i++) {
            server.send(message(1000));
            assertThat(server.session.queuedBytes()).isLessThanOrEqualTo(10_000);
        }
        server.turn();

        assertThat(server.session.isOpen()).isTrue();
        assertThat(server.sent()).hasSize(1001);
    }

    @Test
    void theTimeForTheEndCountsFromTheFlushHoweverLongAgoThePeerWasHeard() {
        SessionRig server = stuck(SMALL);
        server.nowNanos += SessionRig.millis(3600_000);
        server.send(message(9000)).send(message(9000)).turn();
        server.later(1999);
        assertThat(server.link.calls).doesNotContain("close");

        server.later(1);

        assertThat(server.link.calls).contains("close");
        server.assertEndsOnce();
    }

    @Test
    void whatIsSentAfterwardsGoesNowhere() {
        SessionRig server = stuck(SMALL);
        server.send(message(9000)).send(message(9000));
        for (int i = 0; i < 100; i++) {
            server.send(message(9000));
        }
        assertThat(server.told()).hasSize(1);
        assertThat(server.session.queuedBytes()).isLessThan(200);
    }

    @Test
    void whatTheLibraryAnswersHasTheSameBound() {
        SessionRig server =
                SessionRig.server(Limits.standard().withMaxQueuedBytes(1024)).in(Frames.HELLO);
        server.link.writable = false;
        server.told();
        int answers = 0;
        while (server.session.isOpen() && answers < 2000) {
            server.in(Frames.of(List.of(3, Long.MAX_VALUE)));
            server.nowNanos += SessionRig.millis(101);
            answers++;
        }
        assertThat(server.told()).hasSize(1).first().asString().startsWith("ended SLOW_CONSUMER: 1,0");
        assertThat(answers).isLessThan(120);
    }

    @Test
    void snapshotsNeverReachTheBound() {
        SessionRig server = stuck(SMALL);
        for (int i = 0; i < 10_000; i++) {
            sendLatest(server, "world", message(4000));
            sendLatest(server, "self", message(4000));
            server.turn();
        }
        assertThat(server.session.isOpen()).isTrue();
        assertThat(server.session.queuedBytes()).isEqualTo(8000);
    }

    @Test
    void snapshotsOfTooManyThingsDo() {
        SessionRig server = stuck(SMALL);
        for (int i = 0; i < 11; i++) {
            sendLatest(server, i, message(1000));
        }
        assertThat(server.told()).containsExactly("ended SLOW_CONSUMER: 11,000 bytes wait, over the limit of 10,000");
    }

    @Test
    void aHandlerMayBeTheOneThatSendsTooMuch() {
        SessionRig server = stuck(SMALL);
        server.onMessage = () -> server.send(message(6000));

        server.in(Frames.message("a"), Frames.message("b"), Frames.message("c"));

        assertThat(server.told())
                .containsExactly(
                        "message a", "message b", "ended SLOW_CONSUMER: 12,000 bytes wait, over the limit of 10,000");
    }

    @Test
    void aClientHasTheSameBound() {
        SessionRig client = SessionRig.client().in(Frames.CONNECTED, Frames.WELCOME);
        client.told();
        client.sent();
        client.link.writable = false;
        client.send(message(60_000)).send(message(1_000_000)).turn().drained();

        assertThat(client.told())
                .containsExactly("ended SLOW_CONSUMER: 1,060,002 bytes wait, over the limit of 1,048,576");
        assertThat(client.sent())
                .containsExactly("[6, slow_consumer, 1,060,002 bytes wait, over the limit of 1,048,576]");
    }

    // ---- time

    @Test
    void whoseMessageWaitsForTooLongIsClosed() {
        SessionRig server = stuck(Limits.standard());
        server.send(message(100)).turn();
        server.later(4999);
        assertThat(server.told()).isEmpty();

        server.later(1);

        assertThat(server.told()).containsExactly(TOO_LONG);
        server.assertEndsOnce();
    }

    @Test
    void aSnapshotIsNeverOld() {
        SessionRig server = stuck(Limits.standard());
        for (int i = 0; i < 100; i++) {
            sendLatest(server, "world", message(100));
            server.turn().later(1000);
        }
        assertThat(server.session.isOpen()).isTrue();
        assertThat(server.told()).isEmpty();
    }

    @Test
    void aMessageBetweenSnapshotsIs() {
        SessionRig server = stuck(Limits.standard());
        sendLatest(server, "world", message(100));
        server.turn().later(4000);
        server.send(message(100)).turn();
        for (int i = 0; i < 49; i++) {
            sendLatest(server, "world", message(100));
            server.turn().later(100);
        }
        assertThat(server.told()).isEmpty();

        server.later(100);

        assertThat(server.told()).containsExactly(TOO_LONG);
    }

    @Test
    void whatTheLinkWasHandedWaitsUntilTheSystemHasTakenIt() {
        SessionRig server = stuck(Limits.standard());
        server.link.writable = true;
        server.link.roomBytes = 1;
        server.send(message(100)).turn();
        assertThat(server.session.queuedBytes()).isZero();

        server.later(5000);

        assertThat(server.told()).containsExactly(TOO_LONG);
    }

    @Test
    void aSnapshotThatTheLinkWasHandedDoesNot() {
        SessionRig server = stuck(Limits.standard());
        server.link.writable = true;
        server.link.roomBytes = 1;
        sendLatest(server, "world", message(100));
        server.turn().later(100_000);

        assertThat(server.told()).isEmpty();
    }

    /** What was superseded before the message takes no room any more, and the message is not looked for behind it. */
    @Test
    void aMessageThatIsTakenIsWatchedNoMoreWhateverWasSupersededBeforeIt() {
        SessionRig server = stuck(Limits.standard());
        sendLatest(server, "world", message(100));
        server.send(message(100)).turn();
        sendLatest(server, "world", message(70_000));
        server.turn();
        takeOne(server);
        server.later(1000);
        takeOne(server);

        server.later(100_000);

        assertThat(server.told()).isEmpty();
        assertThat(server.session.queuedBytes()).isZero();
    }

    @Test
    void norIsItWhereThatWasSupersededBeforeItWasWatched() {
        SessionRig server = stuck(Limits.standard());
        sendLatest(server, "world", message(100));
        server.send(message(100));
        sendLatest(server, "world", message(70_000));
        takeOne(server);
        takeOne(server);

        server.later(100_000);

        assertThat(server.told()).isEmpty();
    }

    /** The system takes what it was handed, and is full again after one batch. */
    private static void takeOne(SessionRig server) {
        server.link.roomBytes = 1;
        server.drained();
    }

    /** There is always something that waits, and nothing of it for long. */
    @Test
    void whoIsAlwaysBehindAndNeverByMuchStays() {
        SessionRig server = stuck(Limits.standard());
        for (int i = 0; i < 200; i++) {
            server.send(message(20_000)).turn();
            server.later(500);
            server.link.roomBytes = 19_999;
            server.drained();
            assertThat(server.session.queuedBytes()).isLessThan(1 << 20);
        }
        assertThat(server.told()).isEmpty();
    }

    /** 40 KB come in each second, and 32 KB go out: the queue grows until its head is too old. */
    @Test
    void whoFallsBehindMoreAndMoreDoesNot() {
        SessionRig server = stuck(Limits.standard());
        int halfSeconds = 0;
        while (server.session.isOpen() && halfSeconds < 1000) {
            for (int i = 0; i < 4; i++) {
                server.send(message(5000)).turn();
            }
            server.later(500);
            if (halfSeconds++ % 4 == 0) {
                server.link.roomBytes = 1;
                server.drained();
            }
        }
        assertThat(server.told()).hasSize(1).first().asString().startsWith("ended SLOW_CONSUMER");
        assertThat(halfSeconds).isBetween(20, 100);
        assertThat(server.session.queuedBytes()).isLessThan(200);
    }

    @Test
    void theTimeThatThisSideWasStalledDoesNotCount() {
        SessionRig server = stuck(Limits.standard());
        server.send(message(100)).turn();

        server.stalled(60_000);
        assertThat(server.told()).isEmpty();
        server.drained().later(100_000);

        assertThat(server.told()).isEmpty();
    }

    @Test
    void theTimeIsAnOption() {
        SessionRig server = stuck(Limits.standard().withMaxQueuedTime(Duration.ofMillis(200)));
        server.send(message(100)).turn().later(200);

        assertThat(server.told())
                .containsExactly("ended SLOW_CONSUMER: a message waits for 200 ms, over the limit of 200");
    }

    @Test
    void anExtendedPeerWithoutASessionIsSlowEvenIfItIsSilent() {
        SessionRig server = SessionRig.server().in(Frames.HELLO);
        server.told();
        server.link.writable = false;
        server.send(message(100)).turn().later(5000);

        assertThat(server.told()).containsExactly(TOO_LONG);
    }

    // ---- with a session

    @Test
    void aSilentPeerThatCouldComeBackIsLeftToKeepalive() {
        SessionTableRig rig = new SessionTableRig();
        SessionTableRig.Wire wire = rig.join();
        wire.link.writable = false;
        wire.send("a");
        for (int i = 0; i < 149; i++) {
            wire.later(100);
        }
        assertThat(rig.told()).isEmpty();

        wire.later(100).later(100);

        assertThat(rig.told()).containsExactly("1 detached");
    }

    @Test
    void onceItIsHeardAgainItsTimeCounts() {
        SessionTableRig rig = new SessionTableRig();
        SessionTableRig.Wire wire = rig.join();
        wire.link.writable = false;
        wire.send("a");
        for (int i = 0; i < 100; i++) {
            wire.later(100);
        }
        wire.in(SessionTableRig.ack(0));
        for (int i = 0; i < 40; i++) {
            wire.later(100).in(SessionTableRig.ack(0));
        }
        assertThat(rig.told()).isEmpty();
        for (int i = 0; i < 15; i++) {
            wire.later(100).in(SessionTableRig.ack(0));
        }

        assertThat(rig.told()).containsExactly("1 ended SLOW_CONSUMER");
    }

    @Test
    void oneThatIsHeardAndDoesNotReadLosesItsSession() {
        SessionTableRig rig = new SessionTableRig();
        SessionTableRig.Wire wire = rig.join();
        wire.link.writable = false;
        wire.send("a");
        for (int i = 0; i < 51; i++) {
            wire.later(100).in(Frames.message("m"));
        }
        assertThat(rig.told()).last().isEqualTo("1 ended SLOW_CONSUMER");

        SessionTableRig.Wire next = rig.connect().in(SessionTableRig.hello(1, 0));
        assertThat(rig.told()).contains("2 opened").doesNotContain("1 resumed");
        assertThat(next.sent().toString()).contains("outcome=fresh");
    }

    /** What was kept for it has a bound of its own, which may be the larger one. */
    @Test
    void whoComesBackToMuchIsNotSentAwayForIt() {
        ReplayBounds bounds = new ReplayBounds(1000, 1 << 20);
        OutboundQueue queue = new OutboundQueue(new SpareArrays(1 << 20, 1 << 20), new FlightRecorder(0));
        Backlog backlog = queue.detach(bounds);
        for (int i = 0; i < 50; i++) {
            assertThat(backlog.append(message(1000), 0, 1000)).isTrue();
        }
        SessionState left = new SessionState(0, backlog, new RoundTrip(), null);
        SessionRig server = stuck(SMALL);
        server.session.takeUp(left);
        server.session.sendAgain(left, 0, bounds);
        server.turn();
        server.send(message(5000)).turn();
        assertThat(server.told()).isEmpty();

        server.drained();
        server.link.writable = false;
        server.send(message(6000)).send(message(6000)).turn();

        assertThat(server.told()).containsExactly("ended SLOW_CONSUMER: 12,000 bytes wait, over the limit of 10,000");
    }

    @Test
    void theReasonIsOneThatNoNextLinkGoesOnAfter() {
        SessionRig client = SessionRig.returningClient(false)
                .in(Frames.CONNECTED, Frames.of(List.of(2, 1, 1, Map.of("outcome", "fresh", "session", new byte[16]))));
        assertThat(client.session.leavesSession(CloseReason.of(Kind.LOST, ""))).isTrue();
        assertThat(client.session.leavesSession(CloseReason.of(Kind.SLOW_CONSUMER, "")))
                .isFalse();
    }
}
