package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Message;
import dev.repod.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that end a connection, sent to a real server on which another player goes on playing. */
class BadInputTest {
    private static final int HONEST = 1;
    private static final int HOSTILE = 2;

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
            assertThat(server.storyOf(HONEST)).isEmpty();
        } finally {
            honest.leave();
            server.stop();
        }
    }

    static Stream<Arguments> brokenBytes() {
        String message = "81a6616374696f6ea46563686f";
        return Stream.of(
                Arguments.of("a length of 0", "00000000"),
                Arguments.of("4 GiB", "ffffffff"),
                Arguments.of("2 GiB", "7fffffff"),
                Arguments.of("16 MiB", "01000000"),
                Arguments.of("nil", "00000001 c0"),
                Arguments.of("the reserved c1", "00000001 c1"),
                Arguments.of("the reserved c1 within a message", "0000000b 82a6616374696f6ea165 c1"),
                Arguments.of("trailing bytes", "0000000e" + message + "c0"),
                Arguments.of("a message twice in one frame", "0000001a" + message + message),
                Arguments.of("a map that is cut short", "0000000c 81a6616374696f6ea4656368"),
                Arguments.of("a string longer than the payload", "00000006 dbffffffff61"),
                Arguments.of("bytes longer than the payload", "00000005 c67fffffff"),
                Arguments.of("an ext longer than the payload", "00000006 c9ffffffff05"),
                Arguments.of("a map of 2^32-1 entries in 6 bytes", "00000006 dfffffffff c0"),
                Arguments.of("an array of 2^32-1 elements", "00000005 ddffffffff"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenBytes")
    void bytesThatAreNoFrameEndTheConnectionWithAReason(String name, String hex) throws IOException {
        try (RawPeer hostile = RawPeer.connectTo(server).greeted()) {
            hostile.send(Message.of("echo", "n", 1));
            assertThat(hostile.readMessage().getInt("n")).isEqualTo(1);
            hostile.send(RawPeer.hex(hex));

            RawPeer.Rest rest = hostile.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.libraryFrames()).isEmpty();
            assertThat(rest.messages()).hasSize(1);
            assertThat(rest.messages().get(0).action()).isEqualTo("error");
            assertThat(rest.messages().get(0).getString("message")).startsWith("protocol error: ");
        }
        assertThat(server.awaitEndOf(HOSTILE).kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(server.storyOf(HOSTILE)).containsExactly("onClose PROTOCOL_ERROR", "onDisconnect");
    }

    @Test
    void aPeerThatHasNotShownWhatItIsIsToldByByeAndByAnError() throws IOException {
        try (RawPeer hostile = RawPeer.connectTo(server)) {
            hostile.send(RawPeer.hex("00000000"));
            RawPeer.Rest rest = hostile.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.actions()).containsExactly("connected", "error");
            assertThat(rest.libraryFrames()).hasSize(1).allMatch(bye -> bye.startsWith("9306"));
        }
        assertThat(server.awaitEndOf(HOSTILE).kind()).isEqualTo(Kind.PROTOCOL_ERROR);
    }

    @Test
    void oneByteOverTheLimitEndsWithTheLimitAndTheValueSeenBeforeTheBytesArrive() throws IOException {
        try (RawPeer hostile = RawPeer.connectTo(server)) {
            hostile.sendHello().send(RawPeer.hex("00100001"));
            RawPeer.Rest rest = hostile.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.actions()).containsExactly("connected");
            // BYE "limit" with {"limit": "frame_bytes", "allowed": 1048576, "seen": 1048577}.
            assertThat(rest.libraryFrames().get(1))
                    .startsWith("9406a5" + hexOf("limit"))
                    .contains(hexOf("frame_bytes"), hexOf("allowed") + "ce00100000", hexOf("seen") + "ce00100001");
        }
        CloseReason reason = server.awaitEndOf(HOSTILE);
        assertThat(reason.kind()).isEqualTo(Kind.LIMIT);
        assertThat(reason.limit()).isEqualTo("frame_bytes");
        assertThat(reason.allowed()).isEqualTo(1 << 20);
        assertThat(reason.seen()).isEqualTo((1 << 20) + 1);
    }

    @Test
    void aFrameOfExactlyTheLimitComesBack() throws IOException {
        int overhead = Wire.encode(Message.of("echo", "b", new byte[70_000])).length - 4 - 70_000;
        Message largest = Message.of("echo", "b", new byte[(1 << 20) - overhead]);
        try (RawPeer peer = RawPeer.connectTo(server).greeted()) {
            peer.send(largest);
            assertThat(peer.readPayload()).hasSize(1 << 20);
        }
        server.awaitEndOf(HOSTILE);
        assertThat(server.storyOf(HOSTILE)).containsExactly("onClose PEER_CLOSED", "onDisconnect");
    }

    @Test
    void thirtyTwoLevelsComeBackAndOneMoreEndsTheConnection() throws IOException {
        try (RawPeer hostile = RawPeer.connectTo(server).greeted()) {
            byte[] deepest = nested(32);
            assertThat(hostile.sendPayload(deepest).readPayload()).isEqualTo(deepest);

            RawPeer.Rest rest = hostile.sendPayload(nested(33)).readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.messages().get(0).getString("message"))
                    .isEqualTo("limit exceeded: depth 33 is over the limit of 32");
        }
        CloseReason reason = server.awaitEndOf(HOSTILE);
        assertThat(reason).isEqualTo(CloseReason.overLimit("depth", 32, 33));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "POST /x HTTP/1.0\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n"})
    void programsThatSpeakInLinesAreToldNothing(String request) throws IOException {
        mustBeDroppedUntold(request.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scanners")
    void programsThatSpeakInBytesAreToldNothing(String name, String hex) throws IOException {
        mustBeDroppedUntold(RawPeer.hex(hex));
    }

    static Stream<Arguments> scanners() {
        return Stream.of(
                Arguments.of("TLS ClientHello", "16030102000100 01fc0303" + "ab".repeat(505)),
                Arguments.of("RDP", "0300002f2ae00000000000436f6f6b69653a206d737473686173683d610d0a0100080003000000"),
                Arguments.of("the first byte of TLS alone", "16"));
    }

    private void mustBeDroppedUntold(byte[] bytes) throws IOException {
        try (RawPeer scanner = RawPeer.connectTo(server)) {
            scanner.send(bytes);
            RawPeer.Rest rest = scanner.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.actions()).containsExactly("connected");
            assertThat(rest.libraryFrames()).isEmpty();
        }
        assertThat(server.awaitEndOf(HOSTILE).kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(server.storyOf(HOSTILE)).containsExactly("onClose PROTOCOL_ERROR", "onDisconnect");
    }

    /** A message of the action {@code echo} that is so many levels deep, its own map counted. */
    static byte[] nested(int levels) {
        return RawPeer.hex("82a6616374696f6ea46563686fa161" + "91".repeat(levels - 2) + "90");
    }

    private static String hexOf(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
