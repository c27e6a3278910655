package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.HELLO;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Limits;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How input is cut, batched and timed. */
class SessionInputTest {
    private final SessionRig server = SessionRig.greetedServer();

    @Test
    void tenThousandFramesInOneReadAreDeliveredInOrder() {
        SessionRig server = SessionRig.server(Limits.trusted());
        server.in(Frames.repeated(message("move"), 10_000), message("end"));

        List<String> told = server.told();
        assertThat(told).hasSize(10_001).endsWith("message end");
        assertThat(told.subList(0, 10_000)).isEqualTo(Collections.nCopies(10_000, "message move"));
    }

    @Test
    void aThousandFramesOfOneReadAreAnsweredByOneWriteAndOneFlush() {
        int writesBefore = server.link.writes.size();
        server.onMessage = () -> server.send(message("echo"));
        byte[] input = Frames.repeated(message("move"), 1000);

        server.session.onBytes(input, 0, input.length, server.nowNanos);
        assertThat(server.link.writes).hasSize(writesBefore);
        server.turn();

        assertThat(server.link.writes).hasSize(writesBefore + 1);
        assertThat(server.sent()).isEqualTo(Collections.nCopies(1000, "{action=echo}"));
        assertThat(server.link.flushAsked).isFalse();
    }

    @Test
    void aStreamAByteAtATimeSaysTheSame() {
        byte[] stream = Frames.joined(HELLO, message("a"), Frames.raw("05"), message("b"));

        for (byte each : stream) {
            server.in(new byte[] {each});
        }

        assertThat(server.told()).containsExactly("extended 1048576 32", "message a", "message b");
    }

    @Test
    void aFrameThatTricklesInIsTimedFromItsFirstByte() {
        byte[] frame = message("a_message_of_some_length");
        for (int i = 0; i < 5; i++) {
            server.in(new byte[] {frame[i]}).later(999);
        }
        assertThat(server.session.isOpen()).isTrue();

        server.in(new byte[] {frame[5]}).later(5);

        assertThat(server.told()).containsExactly("ended TIMED_OUT: a frame was not finished within 5000 ms");
    }

    @Test
    void eachFrameHasItsOwnTime() {
        byte[] frame = message("a");
        byte[] head = {frame[0]};
        byte[] rest = java.util.Arrays.copyOfRange(frame, 1, frame.length);
        server.in(head);
        for (int i = 0; i < 10; i++) {
            server.later(4000).in(rest, head);
        }

        assertThat(server.session.isOpen()).isTrue();
        assertThat(server.told()).hasSize(10);
        server.in(rest).later(100_000);
        assertThat(server.session.isOpen()).isTrue();
    }

    @Test
    void aLoopThatStalledReadsBeforeItJudges() {
        byte[] frame = message("a");
        server.in(new byte[] {frame[0]}).stalled(60_000);
        assertThat(server.told()).isEmpty();

        server.in(java.util.Arrays.copyOfRange(frame, 1, frame.length)).later(100_000);

        assertThat(server.told()).containsExactly("message a");
    }

    @Test
    void afterAStallThePeerGetsTheTimeThatWasMissedAndNoMore() {
        server.in(new byte[] {0}).stalled(8000);
        server.later(2999);
        assertThat(server.told()).isEmpty();

        server.later(1);

        assertThat(server.told()).containsExactly("ended TIMED_OUT: a frame was not finished within 5000 ms");
    }

    @Test
    void aClientThatStalledDuringTheGreetingDoesNotGiveUp() {
        SessionRig client = SessionRig.client();

        client.stalled(20_000).in(Frames.CONNECTED, Frames.WELCOME);

        assertThat(client.told()).containsExactly("extended 1048576 32", "opened");
    }

    @Test
    void aWakeThatComesTooEarlyJudgesNothing() {
        server.in(new byte[] {0});

        server.session.onTime(server.nowNanos);
        server.session.onTime(server.nowNanos + SessionRig.millis(4999));

        assertThat(server.session.isOpen()).isTrue();
    }

    @Test
    void whileTheSystemIsFullFramesWaitWholeAndInOrder() {
        server.link.roomBytes = 1;
        server.send(message("one")).turn();
        server.send(message("two")).turn();
        server.send(message("three")).turn();
        assertThat(server.sent()).containsExactly("{action=one}");
        assertThat(server.session.queuedBytes()).isEqualTo(message("two").length + message("three").length);

        server.drained();

        assertThat(server.sent()).containsExactly("{action=two}", "{action=three}");
        assertThat(server.session.queuedBytes()).isZero();
    }

    @Test
    void sessionsOfALoopShareTheirWorkbenchWithoutMixingUp() {
        Workbench bench = new Workbench();
        RecordingLink one = new RecordingLink();
        RecordingLink other = new RecordingLink();
        StubHost silent = new StubHost();
        ServerSession first =
                new ServerSession(one, SessionRig.CONFIG, bench, SessionRig.visit(SessionRig.CONFIG), silent, null);
        ServerSession second =
                new ServerSession(other, SessionRig.CONFIG, bench, SessionRig.visit(SessionRig.CONFIG), silent, null);

        first.greet(0);
        second.greet(0);
        first.onBytes(HELLO, 0, HELLO.length, 0);
        second.onFlush(0);
        first.onFlush(0);

        assertThat(Frames.texts(one.written.toByteArray())).hasSize(2);
        assertThat(Frames.texts(other.written.toByteArray())).containsExactly("{action=connected}");
    }
}
