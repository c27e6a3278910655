package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client in another language resumes over real sockets: written from the protocol's page, byte by byte. */
class ResumeOverTcpTest {
    private static final byte[] HELLO = HexFormat.of().parseHex("9401010180");

    private final SessionServer server = new SessionServer(ServerOptions.builder()
            .port(0)
            .sessions(Sessions.resumable(Duration.ofSeconds(20)))
            .build());

    ResumeOverTcpTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** HELLO with a session and how much of it has come in, which is at most 127. */
    private static byte[] hello(byte[] id, int received) {
        String text = "94010101" + "82" + "a7" + HexFormat.of().formatHex("session".getBytes(US_ASCII))
                + "c410" + HexFormat.of().formatHex(id)
                + "a8" + HexFormat.of().formatHex("received".getBytes(US_ASCII))
                + String.format("%02x", received);
        return HexFormat.of().parseHex(text);
    }

    /** The id in a WELCOME: what follows {@code "session"} and the header of 16 bytes. */
    private static byte[] idIn(byte[] welcome) {
        String hex = HexFormat.of().formatHex(welcome);
        int at = hex.indexOf("a773657373696f6ec410") + 20;
        return HexFormat.of().parseHex(hex.substring(at, at + 32));
    }

    private static byte[] welcomeOn(RawPeer peer) throws IOException {
        assertThat(Wire.decode(peer.readPayload()).action()).isEqualTo("connected");
        return peer.readPayload();
    }

    @Test
    void whatWasMissedComesAgainAndNothingElse() throws IOException {
        byte[] id;
        try (RawPeer first = RawPeer.connectTo(server)) {
            first.sendPayload(HELLO);
            id = idIn(welcomeOn(first));
            for (int i = 1; i <= 3; i++) {
                first.send(Message.of("echo", "i", i));
            }
            for (int i = 1; i <= 3; i++) {
                assertThat(first.readMessage()).isEqualTo(Message.of("echo", "i", i));
            }
            first.reset();
        }
        await("detached").until(() -> server.story.contains("onDetached 1"));

        try (RawPeer second = RawPeer.connectTo(server)) {
            second.sendPayload(hello(id, 1));
            byte[] welcome = welcomeOn(second);
            assertThat(new String(welcome, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("resumed");
            assertThat(idIn(welcome)).isNotEqualTo(id);
            assertThat(second.readMessage()).isEqualTo(Message.of("echo", "i", 2));
            assertThat(second.readMessage()).isEqualTo(Message.of("echo", "i", 3));
            second.send(Message.of("echo", "i", 4));
            assertThat(second.readMessage()).isEqualTo(Message.of("echo", "i", 4));
        }
        assertThat(server.story).startsWith("onConnect 1", "onDetached 1", "onResumed 1");
    }
}
