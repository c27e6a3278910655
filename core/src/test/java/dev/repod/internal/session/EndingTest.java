package dev.repod.internal.session;

import static dev.repod.internal.session.Frames.HELLO;
import static dev.repod.internal.session.Frames.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a link ends: what the peer is told, what is flushed, and that the program hears of it once. */
class EndingTest {
    private static final CloseReason CLOSED = CloseReason.of(Kind.CLOSED, "");

    @Test
    void flushesThenEndsItsOutputOnceThenWaitsForThePeer() {
        SessionRig server = SessionRig.greetedServer().in(message("a"));
        server.link.writable = false;
        server.send(message("b")).close(CLOSED);
        assertThat(server.link.calls).containsExactly("read");
        assertThat(server.sent()).isEmpty();

        server.drained();
        assertThat(server.sent()).containsExactly("{action=b}");
        assertThat(server.link.calls).containsExactly("read", "shutdownOutput");

        server.drained().turn().drained();
        assertThat(server.link.calls).containsExactly("read", "shutdownOutput");
        server.inputEnds();
        assertThat(server.link.calls).containsExactly("read", "shutdownOutput", "close");
    }

    @Test
    void doesNotEndItsOutputWhileTheSystemStillHoldsWhatWasWritten() {
        SessionRig server = SessionRig.greetedServer().in(message("a"));
        server.link.roomBytes = 1;

        server.send(message("b")).close(CLOSED);

        assertThat(server.sent()).containsExactly("{action=b}");
        assertThat(server.link.calls).containsExactly("read");
        server.drained();
        assertThat(server.link.calls).containsExactly("read", "shutdownOutput");
    }

    @Test
    void doesNotCloseOverUnflushedOutputWhenThePeerHasEnded() {
        SessionRig server = SessionRig.greetedServer().in(message("a"));
        server.link.writable = false;

        server.send(message("b")).inputEnds();
        assertThat(server.isClosed()).isFalse();
        server.drained();

        assertThat(server.sent()).containsExactly("{action=b}");
        assertThat(server.link.calls).containsExactly("read", "shutdownOutput", "close");
    }

    @Test
    void aPeerThatReadsNothingIsAbortedAfterTheCloseTimeout() {
        SessionRig server = SessionRig.greetedServer().in(message("a"));
        server.link.writable = false;

        server.send(message("b")).close(CLOSED).later(2000);

        assertThat(server.link.calls).containsExactly("read", "close");
        assertThat(server.told()).containsExactly("message a", "ended CLOSED", "gone");
    }

    @Test
    void readsOnAtTheEndSoThatUnreadInputDoesNotResetTheLink() {
        SessionRig server = SessionRig.greetedServer().in(message("a"));
        server.link.setReading(false);

        server.close(CLOSED);

        assertThat(server.link.calls).containsExactly("pause", "read", "shutdownOutput");
        for (int i = 0; i < 100; i++) {
            server.in(new byte[64 << 10]);
        }
        assertThat(server.told()).containsExactly("message a", "ended CLOSED");
    }

    @Test
    void aCloseFromWithinAMessageDropsTheRestOfTheRead() {
        SessionRig server = SessionRig.greetedServer();
        server.onMessage = () -> server.session.close(CloseReason.of(Kind.KICKED, "rude"), server.nowNanos);

        server.in(HELLO, message("a"), message("b"), Frames.raw("c0"));

        assertThat(server.told()).containsExactly("extended 1048576 32", "message a", "ended KICKED: rude");
        assertThat(server.sent()).endsWith("[6, kicked, rude]").hasSize(2);
    }

    @Test
    void abortClosesAtOnce() {
        SessionRig server = SessionRig.greetedServer();
        server.link.writable = false;
        server.send(message("a"));

        server.session.abort();
        server.turn();

        assertThat(server.link.calls).containsExactly("close");
        assertThat(server.told()).containsExactly("ended LOST: the link was closed", "gone");
        server.session.abort();
        assertThat(server.link.calls).containsExactly("close");
    }

    static Stream<Arguments> states() {
        return Stream.of(
                state("just accepted", rig -> {}),
                state("greeted", rig -> rig.in(HELLO)),
                state("plain", rig -> rig.in(message("a"))),
                state("within a frame", rig -> rig.in(new byte[] {0, 0})),
                state("full", rig -> {
                    rig.link.writable = false;
                    rig.send(message("a")).turn();
                }),
                state("draining", rig -> rig.close(CLOSED)),
                state("draining what the system does not take", rig -> {
                    rig.link.writable = false;
                    rig.send(message("a")).close(CLOSED);
                }),
                state("ended by the peer", rig -> rig.in(Frames.of(List.of(6, "closed", "")))),
                state("ended over broken bytes", rig -> rig.in(Frames.raw("c0"))),
                state("half closed", rig -> {
                    rig.link.writable = false;
                    rig.send(message("a")).inputEnds();
                }));
    }

    private static Arguments state(String name, Consumer<SessionRig> reach) {
        return Arguments.of(name, reach);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void aResetIsToldOnceInEveryState(String name, Consumer<SessionRig> reach) {
        for (SessionRig rig : List.of(SessionRig.server(), SessionRig.client())) {
            reach.accept(rig);

            rig.broken(new IOException("Connection reset"));

            assertThat(rig.session.queuedBytes()).isZero();
            rig.in(message("late")).later(10_000).drained();
            rig.assertEndsOnce();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void everyStateComesToItsEndByItself(String name, Consumer<SessionRig> reach) {
        for (SessionRig rig : List.of(SessionRig.server(), SessionRig.client())) {
            reach.accept(rig);

            rig.close(CloseReason.of(Kind.STOPPED, "")).later(2000);

            assertThat(rig.isClosed()).isTrue();
            rig.assertEndsOnce();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KICKED,'[6, kicked, text]','kicked: text'",
        "STOPPED,'[6, stopped, text]','server stopped: text'",
        "PROTOCOL_ERROR,'[6, protocol_error, text]','protocol error: text'",
        "LIMIT,'[6, limit, text]','limit exceeded: text'",
        "TIMED_OUT,'[6, timed_out, text]','timed out: text'",
        "SLOW_CONSUMER,'[6, slow_consumer, text]','too slow: text'",
        "REJECTED,'[6, rejected, text]','rejected: text'",
        "SUPERSEDED,'[6, superseded, text]','superseded: text'",
    })
    void eachKindOfPeerIsToldInItsOwnWords(Kind kind, String bye, String words) {
        CloseReason reason = CloseReason.of(kind, "text");
        SessionRig extended = SessionRig.greetedServer().in(HELLO);
        extended.sent();
        SessionRig plain = SessionRig.greetedServer().in(message("a"));
        SessionRig unknown = SessionRig.greetedServer();

        extended.close(reason);
        plain.close(reason);
        unknown.close(reason);

        String error = "{action=error, message=" + words + "}";
        assertThat(extended.sent()).containsExactly(bye);
        assertThat(plain.sent()).containsExactly(error);
        assertThat(unknown.sent()).containsExactly(bye, error);
    }

    @Test
    void aPlainPeerIsToldNothingWhereTheProgramSimplyCloses() {
        SessionRig extended = SessionRig.greetedServer().in(HELLO);
        extended.sent();

        assertThat(SessionRig.greetedServer().in(message("a")).close(CLOSED).sent())
                .isEmpty();
        assertThat(SessionRig.greetedServer().close(CLOSED).sent()).containsExactly("[6, closed, ]");
        assertThat(extended.close(CLOSED).sent()).containsExactly("[6, closed, ]");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasWordsForAPlainPeer(Kind kind) {
        assertThat(PlainWords.of(CloseReason.of(kind, ""))).isNotBlank().doesNotContain(":");
        assertThat(PlainWords.of(CloseReason.of(kind, "why"))).endsWith(": why");
    }

    @Test
    void aLimitIsToldInFull() {
        SessionRig server = SessionRig.greetedServer().in(HELLO);
        server.sent();

        server.close(CloseReason.overLimit("depth", 32, 33));

        assertThat(server.sent())
                .containsExactly("[6, limit, depth 33 is over the limit of 32, {limit=depth, allowed=32, seen=33}]");
    }
}
