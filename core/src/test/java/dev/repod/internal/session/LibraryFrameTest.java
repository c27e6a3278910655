package dev.repod.internal.session;

import static dev.repod.internal.session.SessionRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Hello;
import dev.repod.internal.session.LibraryFrame.Ping;
import dev.repod.internal.session.LibraryFrame.Welcome;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                array(4, 1),
                array(5, 1),
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

        assertThat(read(array(1, 9, 255, greeting, "more", Map.of()))).isEqualTo(new Hello(new PeerLimits(500, 32)));
        assertThat(read(array(3, 5, "more"))).isEqualTo(new Ping(5));
        assertThat(read(array(6, "kicked", "text", 5, 6))).isEqualTo(new Bye(CloseReason.of(Kind.KICKED, "text")));
    }

    @Test
    void aPeerThatSaysNoLimitsHasTheStandardOnes() {
        assertThat(read(array(1, 1, 0, Map.of()))).isEqualTo(new Hello(PeerLimits.UNTOLD));
        assertThat(read(array(2, 1, 0, Map.of("limits", "none")))).isEqualTo(new Welcome(PeerLimits.UNTOLD));
        assertThat(read(array(2, 1, 0, Map.of("limits", Map.of("depth", "deep", "frame_bytes", -1)))))
                .isEqualTo(new Welcome(PeerLimits.UNTOLD));
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
        assertThat(read(array(2, 1, 0, Map.of("limits", Map.of("frame_bytes", bytes, "depth", depth)))))
                .isEqualTo(new Welcome(new PeerLimits(takenBytes, takenDepth)));
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
    void whatWeWriteIsWhatWeRead() {
        OutboundQueue queue = new OutboundQueue(new SpareArrays());
        LibraryFrames frames = new LibraryFrames();
        CloseReason reason = CloseReason.overLimit("frame_bytes", 100, 5_000_000_000L);
        frames.hello(queue, new PeerLimits(70, 3));
        frames.welcome(queue, new PeerLimits(80, 4));
        frames.bye(queue, reason);
        RecordingLink link = new RecordingLink();
        queue.writeTo(link);

        List<@Nullable LibraryFrame> read = new java.util.ArrayList<>();
        new dev.repod.internal.wire.FrameCutter(1000)
                .feed(link.written.toByteArray(), 0, link.written.size(), (array, from, to) -> {
                    read.add(LibraryFrame.read(array, from, to));
                    return true;
                });

        assertThat(read)
                .containsExactly(new Hello(new PeerLimits(70, 3)), new Welcome(new PeerLimits(80, 4)), new Bye(reason));
    }
}
