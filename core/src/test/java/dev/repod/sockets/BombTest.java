package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason.Kind;
import dev.repod.Message;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Few bytes that claim to be many, and nesting that would be endless: memory stays in proportion to what has arrived. */
class BombTest {
    /** For what else happens on that loop meanwhile: the other player's echoes, log lines, the leak detector's records. */
    private static final long ALLOWANCE_BYTES = 4 << 20;

    private static final int MIB = 1 << 20;
    private static final String ECHO = "82a6616374696f6ea46563686fa161";

    private RecordingServer server;
    private HonestPlayer honest;

    @BeforeEach
    void start() {
        server = RecordingServer.started();
        honest = HonestPlayer.joining(server);
    }

    @AfterEach
    void theHonestPlayerHasNoticedNothing() {
        try {
            honest.mustHaveNoticedNothing();
        } finally {
            honest.leave();
            server.stop();
        }
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("a frame of 4 GiB", Kind.PROTOCOL_ERROR, RawPeer.hex("ffffffff")),
                Arguments.of("a map of 2^32-1 entries", Kind.PROTOCOL_ERROR, framed("dfffffffff c0")),
                Arguments.of("2^32-1 elements in a field", Kind.PROTOCOL_ERROR, framed(ECHO + "ddffffffff")),
                Arguments.of("2^31-1 elements in a field", Kind.PROTOCOL_ERROR, framed(ECHO + "dd7fffffff c0")),
                Arguments.of("4 GiB of text in a field", Kind.PROTOCOL_ERROR, framed(ECHO + "dbffffffff")),
                Arguments.of("large claims at each level", Kind.PROTOCOL_ERROR, framed(ECHO + "dcffff".repeat(31))),
                Arguments.of("arrays in arrays", Kind.LIMIT, framed(ECHO + "91".repeat(MIB - 100))),
                Arguments.of("maps in maps", Kind.LIMIT, framed(ECHO + "8100".repeat(MIB / 2 - 100))),
                Arguments.of("arrays in arrays, for the library", Kind.LIMIT, framed("91".repeat(MIB))),
                Arguments.of("maps in keys of maps", Kind.LIMIT, framed("81".repeat(MIB))));
    }

    private static byte[] framed(String hex) {
        return RawPeer.frame(RawPeer.hex(hex));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aBombCostsNoMoreThanItsBytes(String name, Kind kind, byte[] bytes) throws IOException {
        LoopMeter meter = new LoopMeter(server.loop());
        try (RawPeer hostile = RawPeer.connectTo(server).greeted()) {
            long before = meter.allocatedBytes();
            hostile.send(bytes);
            assertThat(hostile.readToEnd().isReset()).isFalse();
            assertThat(server.awaitEndOf(2).kind()).isEqualTo(kind);
            // A frame that comes in parts is kept in a buffer that doubles: three times its bytes at the most.
            assertThat(meter.allocatedBytes() - before).isLessThan(3L * bytes.length + ALLOWANCE_BYTES);
        }
    }

    static Stream<Arguments> dense() {
        return Stream.of(
                Arguments.of("a million nils", "dd000f4240" + "c0".repeat(1_000_000)),
                Arguments.of("a million empty maps", "dd000f4240" + "80".repeat(1_000_000)),
                Arguments.of("half a million pairs of one key", "df0007a120" + "0000".repeat(500_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dense")
    void aMessageThatIsAllElementsCostsInProportionToItsBytes(String name, String value) throws IOException {
        byte[] payload = RawPeer.hex(ECHO + value);
        LoopMeter meter = new LoopMeter(server.loop());
        try (RawPeer peer = RawPeer.connectTo(server).greeted()) {
            long before = meter.allocatedBytes();
            assertThat(peer.sendPayload(payload).readPayload()).isEqualTo(payload);
            assertThat(meter.allocatedBytes() - before).isLessThan(12L * payload.length);
            assertThat(peer.send(Message.of("echo", "n", 1)).readMessage().getInt("n"))
                    .isEqualTo(1);
        }
    }
}
