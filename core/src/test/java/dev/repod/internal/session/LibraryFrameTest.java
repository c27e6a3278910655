package dev.repod.internal.session;

import static dev.repod.internal.session.SessionRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.Resumption;
import dev.repod.internal.session.LibraryFrame.Ack;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Hello;
import dev.repod.internal.session.LibraryFrame.Ping;
import dev.repod.internal.session.LibraryFrame.Pong;
import dev.repod.internal.session.LibraryFrame.Welcome;
import dev.repod.internal.wire.SpareArrays;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryFrameTest {
    private static final BigInteger OVER_LONG = BigInteger.ONE.shiftLeft(63);

    private static List<@Nullable Object> array(@Nullable Object... elements) {
        return Arrays.asList(elements);
    }

    private static Bye limit(Object details) {
        return (Bye) java.util.Objects.requireNonNull(read(array(6, "limit", "text", details)));
    }

    private static PeerLimits limits(@Nullable LibraryFrame greeting) {
        return said(greeting).limits();
    }

    private static Greeting said(@Nullable LibraryFrame greeting) {
        return greeting instanceof Hello hello ? hello.said() : ((Welcome) Objects.requireNonNull(greeting)).said();
    }

    static Stream<List<@Nullable Object>> malformed() {
        return Stream.of(
                array(),
                array(1),
                array((Object) null),
                array(null, null),
                array("1", 1, 0, Map.of()),
                array(1.0, 1, 0, Map.of()),
                array(OVER_LONG.add(BigInteger.ONE), 1),
                array(-1, 1),
                array(0, 1),
                array(7, 1),
                array(63, 1),
                array(64, 1),
                array(127, 1),
                array(128, 1),
                array(1, 1, 0),
                array(1, "1", 0, Map.of()),
                array(1, 0, 0, Map.of()),
                array(1, -1, 0, Map.of()),
                array(1, 1, -1, Map.of()),
                array(1, 1, null, Map.of()),
                array(1, 1, "0", Map.of()),
                array(1, 1, 0, null),
                array(1, 1, 0, array()),
                array(2, 1, 0, 0),
                array(2, 1.0, 0, Map.of()),
                array(3),
                array(3, null),
                array(3, "1"),
                array(3, -1),
                array(3, 1.0),
                array(3, OVER_LONG),
                array(3, array()),
                array(4),
                array(4, -1),
                array(4, "1"),
                array(5),
                array(5, -1),
                array(5, 1.0),
                array(5, null),
                array(5, OVER_LONG),
                array(6),
                array(6, "kicked"),
                array(6, 1, "text"),
                array(6, "kicked", null),
                array(6, "kicked", 1),
                array(6, array(), "text"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatCannotBeReadIsSkipped(List<@Nullable Object> frame) {
        assertThat(read(frame)).isNull();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aServerAndAClientGoOnBehindIt(List<@Nullable Object> frame) {
        SessionRig server = SessionRig.greetedServer();
        SessionRig client = SessionRig.client();
        client.sent();

        server.in(Frames.of(frame), Frames.message("next"));
        client.in(Frames.of(frame), Frames.message("next"));

        assertThat(server.told()).containsExactly("message next");
        assertThat(client.told()).containsExactly("opened", "message next");
        assertThat(server.sent()).isEmpty();
        assertThat(client.sent()).isEmpty();
    }

    @Test
    void elementsAndKeysThatAreNotKnownAreIgnored() {
        Map<Object, Object> greeting = Map.of(
                "app", "pong", 7, "a number as a key", "limits", Map.of("frame_bytes", 500, "new", Map.of(), 3, 4));

        assertThat(read(array(1, 9, 255, greeting, "more", Map.of())))
                .extracting(LibraryFrameTest::limits)
                .isEqualTo(new PeerLimits(500, 32));
        assertThat(read(array(3, 5, "more"))).isEqualTo(new Ping(5));
        assertThat(read(array(6, "kicked", "text", 5, 6))).isEqualTo(new Bye(CloseReason.of(Kind.KICKED, "text")));
    }

    @Test
    void aPeerThatSaysNoLimitsHasTheStandardOnes() {
        assertThat(limits(read(array(1, 1, 0, Map.of())))).isEqualTo(PeerLimits.UNTOLD);
        assertThat(limits(read(array(2, 1, 0, Map.of("limits", "none"))))).isEqualTo(PeerLimits.UNTOLD);
        assertThat(limits(read(array(2, 1, 0, Map.of("limits", Map.of("depth", "deep", "frame_bytes", -1))))))
                .isEqualTo(PeerLimits.UNTOLD);
    }

    @ParameterizedTest
    @CsvSource({
        "1000,5,1000,5",
        "0,0,64,1",
        "63,1,64,1",
        "16777215,128,16777215,128",
        "16777216,129,16777215,128",
        "9223372036854775807,9223372036854775807,16777215,128"
    })
    void aPeersLimitsAreTakenIntoTheRangeThatLimitsHave(long bytes, long depth, int takenBytes, int takenDepth) {
        assertThat(limits(read(array(2, 1, 0, Map.of("limits", Map.of("frame_bytes", bytes, "depth", depth))))))
                .isEqualTo(new PeerLimits(takenBytes, takenDepth));
        assertThat(Limits.SMALLEST_FRAME_BYTES).isEqualTo(64);
    }

    @Test
    void byeWithLimitCarriesTheLimitAndTheValueSeen() {
        assertThat(limit(Map.of("limit", "depth", "allowed", 32, "seen", 33)).reason())
                .isEqualTo(new CloseReason(Kind.LIMIT, "text", "depth", 32, 33));
    }

    @Test
    void byeWithLimitIsReadAsFarAsItMakesSense() {
        CloseReason bare = new CloseReason(Kind.LIMIT, "text", null, 0, 0);

        assertThat(read(array(6, "limit", "text"))).isEqualTo(new Bye(bare));
        assertThat(limit("no map").reason()).isEqualTo(bare);
        assertThat(limit(Map.of("limit", 5, "allowed", -1, "seen", "x", "other", array()))
                        .reason())
                .isEqualTo(bare);
    }

    @Test
    void aGreetingMayNameASession() {
        byte[] id = {1, 2, 3};
        Greeting hello = said(read(array(1, 1, 3, Map.of("session", id, "received", 40, "resend_from", 7))));
        Greeting welcome = said(
                read(array(2, 1, 3, Map.of("outcome", "resumed", "session", id, "received", 17, "window_ms", 30_000))));

        assertThat(hello.wantsSession()).isTrue();
        assertThat(hello.session()).isEqualTo(id);
        assertThat(hello.received()).isEqualTo(40);
        assertThat(hello.resendFrom()).isEqualTo(7);
        assertThat(welcome.outcome()).isEqualTo(Resumption.RESUMED);
        assertThat(welcome.session()).isEqualTo(id);
        assertThat(welcome.received()).isEqualTo(17);
        assertThat(welcome.windowMillis()).isEqualTo(30_000);
    }

    @Test
    void whatASessionIsMistypedAsIsNotSaid() {
        Greeting hello = said(
                read(array(1, 1, 0, Map.of("session", "text", "received", -1, "resend_from", "x", "window_ms", 1.5))));
        Greeting welcome = said(read(array(2, 1, 0, Map.of("outcome", "RESUMED", "received", array()))));

        assertThat(hello.namesSession()).isTrue();
        assertThat(hello.session()).isNull();
        assertThat(hello.received()).isNegative();
        assertThat(hello.resendFrom()).isZero();
        assertThat(hello.windowMillis()).isNegative();
        assertThat(welcome.outcome()).isEqualTo(Resumption.FRESH);
        assertThat(welcome.namesSession()).isFalse();
        assertThat(welcome.wantsSession()).isFalse();
        assertThat(said(read(array(1, 1, 1, Map.of()))).wantsSession()).isTrue();
        assertThat(said(read(array(1, 1, 254, Map.of()))).wantsSession()).isFalse();
    }

    @Test
    void whatWeWriteIsWhatWeRead() {
        OutboundQueue queue = new OutboundQueue(new SpareArrays(1 << 20, 1 << 20), new FlightRecorder(0));
        LibraryFrames frames = new LibraryFrames();
        CloseReason reason = CloseReason.overLimit("frame_bytes", 100, 5_000_000_000L);
        byte[] id = {9, 8};
        ReplayBounds bounds = new ReplayBounds(10, 1000);
        Backlog backlog = new Backlog(bounds, new SentMessages(bounds, 0, 12, 12), id, 0, new LatestFrames());
        SessionState left = new SessionState(41, backlog, new RoundTrip(), null);
        frames.hello(queue, new PeerLimits(70, 3), SessionRequest.resume(id, left, true), Introduction.NONE);
        frames.welcome(
                queue,
                SessionRig.config(Limits.standard().withMaxFrameBytes(80).withMaxDepth(4)),
                new SessionAnswer(Resumption.RESTORED, id, 5, 60));
        frames.ping(queue, 1);
        frames.pong(queue, Long.MAX_VALUE);
        frames.ack(queue, 300);
        frames.bye(queue, reason);
        RecordingLink link = new RecordingLink();
        queue.writeTo(link);

        List<@Nullable LibraryFrame> read = new java.util.ArrayList<>();
        new dev.repod.internal.wire.FrameCutter(1000, new SpareArrays(1 << 20, 1 << 20))
                .feed(link.written.toByteArray(), 0, link.written.size(), (array, from, to) -> {
                    read.add(LibraryFrame.read(new dev.repod.internal.wire.PackReader().reset(array, from, to)));
                    return true;
                });

        assertThat(read.subList(2, 6))
                .containsExactly(new Ping(1), new Pong(Long.MAX_VALUE), new Ack(300), new Bye(reason));
        Greeting hello = said(read.get(0));
        assertThat(hello.limits()).isEqualTo(new PeerLimits(70, 3));
        assertThat(hello.wantsSession()).isTrue();
        assertThat(hello.session()).isEqualTo(id);
        assertThat(hello.received()).isEqualTo(41);
        assertThat(hello.resendFrom()).isEqualTo(12);
        Greeting welcome = said(read.get(1));
        assertThat(welcome.limits()).isEqualTo(new PeerLimits(80, 4));
        assertThat(welcome.outcome()).isEqualTo(Resumption.RESTORED);
        assertThat(welcome.session()).isEqualTo(id);
        assertThat(welcome.received()).isEqualTo(5);
        assertThat(welcome.windowMillis()).isEqualTo(60);
    }
}
