package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.ConnectionError.Kind;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.Trust;
import dev.repod.internal.tls.TestAuthority;
import dev.repod.internal.tls.TestAuthority.Issued;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that may be wrong about the TLS of a server, and what the player is told; and who is not let in by one. */
class TlsErrorTest {
    private static final String PIN_OF_NOBODY = "ab".repeat(32);
    private static final int FOREVER_SECONDS = 20;

    @TempDir
    static Path directory;

    private static TestAuthority authority;
    private final List<RecordingServer> servers = new ArrayList<>();

    @org.junit.jupiter.api.BeforeAll
    static void makeAuthority() {
        authority = new TestAuthority(directory);
    }

    @AfterEach
    void stop() {
        servers.forEach(RecordingServer::stop);
    }

    private RecordingServer started(ServerOptions.Builder options) {
        RecordingServer server = RecordingServer.started(options.port(0).build());
        servers.add(server);
        return server;
    }

    private RecordingServer serving(Issued files) {
        return started(ServerOptions.builder().tls(Tls.pem(files.certificates(), files.key())));
    }

    private static RecordingPlayer trusting(Trust trust) {
        return new RecordingPlayer(ClientOptions.builder()
                .tls(trust)
                .connectTimeout(Duration.ofSeconds(FOREVER_SECONDS))
                .build());
    }

    private static ConnectionError errorOf(RecordingPlayer player, String host, int port) {
        player.connect(host, port);
        ConnectionError error = player.awaitError();
        player.pump();
        assertThat(player.story).containsExactly("onError " + error.kind());
        return error;
    }

    private static void assertTls(ConnectionError error, String... words) {
        assertThat(error.kind()).isEqualTo(Kind.TLS);
        assertThat(error.detail()).startsWith("TLS handshake failed: ").contains(words);
        assertThat(error.message()).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void anExpiredCertificateIsNamedWithItsDate() {
        int port = serving(authority.issue(-5, -2, "127.0.0.1")).port();
        ConnectionError error = errorOf(trusting(Trust.issuers(authority.file())), "127.0.0.1", port);
        assertTls(error, "the certificate has expired: it was valid until 20");
    }

    @Test
    void aCertificateFromTheFutureIsNamedWithItsDate() {
        int port = serving(authority.issue(2, 5, "127.0.0.1")).port();
        ConnectionError error = errorOf(trusting(Trust.issuers(authority.file())), "127.0.0.1", port);
        assertTls(error, "the certificate is not valid yet, but from 20", "is the clock right?");
    }

    @Test
    void aCertificateForAnotherHostIsNamedWithBoth() {
        int port = serving(authority.issue("game.example.org", "10.1.2.3")).port();
        ConnectionError error = errorOf(trusting(Trust.issuers(authority.file())), "127.0.0.1", port);
        assertTls(error, "issued for another host: not for 127.0.0.1 but for [game.example.org, 10.1.2.3]");
    }

    @Test
    void aCertificateWithoutNamesIsForNoHost() {
        int port = serving(authority.issue()).port();
        assertTls(
                errorOf(trusting(Trust.issuers(authority.file())), "localhost", port),
                "not for localhost but for [CN=server");
    }

    @Test
    void theHostIsLeftOutOnlyWhenThatIsSaidAloud() {
        int port = serving(authority.issue("game.example.org")).port();
        RecordingPlayer player = trusting(Trust.issuers(authority.file()).dangerouslyForAnyHost());
        player.connect("127.0.0.1", port);
        player.pumpUntil("onConnected");
        player.close();
    }

    @Test
    void anyHostStillMeansAnIssuerThatIsTrusted() {
        int port = serving(authority.issue("127.0.0.1")).port();
        assertTls(
                errorOf(trusting(Trust.system().dangerouslyForAnyHost()), "127.0.0.1", port),
                "the certificate's issuer is unknown: CN=test authority");
    }

    @Test
    void anIssuerThatNobodyKnowsIsNamed() {
        int port = serving(authority.issue("127.0.0.1")).port();
        assertTls(
                errorOf(trusting(Trust.system()), "127.0.0.1", port),
                "the certificate's issuer is unknown: CN=test authority");
    }

    @Test
    void anAuthorityVouchesForItsOwnAlone(@TempDir Path elsewhere) {
        int port = serving(authority.issue("127.0.0.1")).port();
        assertTls(
                errorOf(trusting(Trust.issuers(new TestAuthority(elsewhere).file())), "127.0.0.1", port),
                "the certificate");
    }

    @Test
    void aSelfSignedCertificateIsNotTrustedByTheSystem() {
        int port = started(ServerOptions.builder().tls(Tls.selfSigned())).port();
        RecordingPlayer player = new RecordingPlayer();
        player.connect(URI.create("repods://127.0.0.1:" + port));
        assertTls(
                player.awaitError(), "issuer is unknown: CN=repod game server, the server itself: pin its fingerprint");
    }

    @Test
    void anotherCertificateThanThePinnedOneIsNamedWithBothFingerprints() {
        Tls tls = Tls.selfSigned();
        int port = started(ServerOptions.builder().tls(tls)).port();
        RecordingPlayer player = new RecordingPlayer();
        player.connect(URI.create("repods://127.0.0.1:" + port + "?pin=" + PIN_OF_NOBODY));
        assertTls(player.awaitError(), "expected " + PIN_OF_NOBODY + ", found " + tls.fingerprint());
    }

    @Test
    void aPinIsNotSatisfiedByAnIssuerThatIsTrusted() {
        int port = serving(authority.issue("127.0.0.1")).port();
        RecordingPlayer player = trusting(Trust.issuers(authority.file()));
        player.connect(URI.create("repods://127.0.0.1:" + port + "?pin=" + PIN_OF_NOBODY));
        assertTls(player.awaitError(), "pin mismatch: expected " + PIN_OF_NOBODY);
    }

    @Test
    void aServerWithoutTlsIsFoundOut() {
        int port = started(ServerOptions.builder()).port();
        assertTls(errorOf(trusting(Trust.system()), "127.0.0.1", port), "the server does not speak TLS: use repod://");
    }

    @Test
    void aClientWithoutTlsIsToldWhatToDo() {
        int port = serving(authority.issue("127.0.0.1")).port();
        ConnectionError error = errorOf(new RecordingPlayer(), "127.0.0.1", port);
        assertThat(error.kind()).isEqualTo(Kind.REJECTED);
        assertThat(error.detail())
                .isEqualTo("Connection rejected: this server accepts TLS only: connect with repods://");
    }

    @Test
    void aPlainClientWithoutTlsIsToldTheSameInItsOwnWords() throws IOException {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            RawPeer.Rest rest = peer.send(Message.of("echo")).readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.messages())
                    .containsExactly(Message.of(
                            "error", "message", "rejected: this server accepts TLS only: connect with repods://"));
            assertThat(rest.libraryFrames()).hasSize(1);
        }
        assertThat(server.channels()).isEmpty();
        assertThat(server.reasons()).isEmpty();
    }

    @Test
    void aReconnectingClientGivesUpOnAServerThatAcceptsTlsOnly() {
        int port = serving(authority.issue("127.0.0.1")).port();
        RecordingPlayer player = new RecordingPlayer(
                ClientOptions.builder().reconnect(Reconnect.exponential()).build());
        player.connect("127.0.0.1", port);
        assertThat(player.pumpUntil("onDisconnected")).containsExactly("onError REJECTED", "onDisconnected REJECTED");
    }

    @Test
    void aReconnectingClientTriesAgainOverACertificateThatMayBeMendedAndNeverWithoutTls() {
        RecordingServer server = serving(authority.issue("game.example.org"));
        RecordingPlayer player = new RecordingPlayer(ClientOptions.builder()
                .tls(Trust.issuers(authority.file()))
                .reconnect(Reconnect.exponential(Duration.ofMillis(5), Duration.ofMillis(10))
                        .attempts(2))
                .build());
        player.connect("127.0.0.1", server.port());
        assertThat(player.pumpUntil("onDisconnected"))
                .containsExactly("onError TLS", "onError TLS", "onError TLS", "onDisconnected LOST");
        assertThat(server.channels()).isEmpty();
    }

    @Test
    void aServerThatNeverAnswersTheHandshakeTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RecordingPlayer player = new RecordingPlayer(ClientOptions.builder()
                    .tls(Trust.system())
                    .connectTimeout(Duration.ofMillis(300))
                    .build());
            ConnectionError error = errorOf(player, "127.0.0.1", silent.getLocalPort());
            assertThat(error.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(error.detail())
                    .isEqualTo("Connection timed out: the TLS handshake was not finished within 300 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatHangsUpDuringTheHandshakeIsNamedSo(boolean reset) throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RecordingPlayer player = trusting(Trust.system());
            player.connect("127.0.0.1", rude.getLocalPort());
            try (Socket accepted = rude.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo(0x16);
                accepted.setSoLinger(reset, 0);
            }
            assertTls(player.awaitError(), "the server ended the connection during the handshake");
        }
    }

    @Test
    void closingDuringTheHandshakeLeavesNothingBehind() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RecordingPlayer player = trusting(Trust.system());
            player.connect("127.0.0.1", silent.getLocalPort());
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo(0x16);
                player.close();
                assertThat(player.pumpUntil("onDisconnected")).containsExactly("onDisconnected CLOSED");
                accepted.setSoTimeout(FOREVER_SECONDS * 1000);
                assertThat(endsOf(accepted)).isTrue();
            }
        }
    }

    private static boolean endsOf(Socket socket) throws IOException {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {}
            return true;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    // ---- at the server's door

    private static SSLSocket tls(RecordingServer server, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setEnabledProtocols(protocols);
        socket.setSoTimeout(FOREVER_SECONDS * 1000);
        return socket;
    }

    /** TLS 1.1, as the JDK would not even offer it: a ClientHello whose highest version is 3.2. */
    private static byte[] clientHelloOfTls11() {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 2 + 1 + 1];
        byte[] start = {0x16, 3, 1, 0, (byte) (hello.length - 5), 1, 0, 0, (byte) (hello.length - 9), 3, 2};
        System.arraycopy(start, 0, hello, 0, start.length);
        int at = start.length + 32 + 1;
        hello[at + 1] = 2;
        hello[at + 2] = (byte) 0xc0;
        hello[at + 3] = 0x09;
        hello[at + 4] = 1;
        return hello;
    }

    @Test
    void tls11IsRefusedWithAnAlert() throws IOException {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(FOREVER_SECONDS * 1000);
            socket.getOutputStream().write(clientHelloOfTls11());
            byte[] answer = socket.getInputStream().readAllBytes();
            // A record of type alert, its version and length; fatal, and protocol_version (RFC 8446, section 6).
            assertThat(answer).hasSize(7).startsWith(0x15, 3).endsWith(2, 70);
        }
        assertThat(server.reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsThatAreAcceptedWork(String version) throws Exception {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        SSLSocket socket = tls(server, version);
        try (RawPeer peer = new RawPeer(socket)) {
            peer.greeted().send(Message.of("echo", "n", 1));
            assertThat(peer.readMessage()).isEqualTo(Message.of("echo", "n", 1));
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void renegotiationEndsTheLink() throws Exception {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        SSLSocket socket = tls(server, "TLSv1.2");
        try (RawPeer peer = new RawPeer(socket)) {
            peer.greeted();
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        peer.readPayload();
                    })
                    .isInstanceOf(IOException.class);
            assertThat(server.awaitEndOf(1).text()).contains("renegotiate");
        }
    }

    @Test
    void aPeerThatSaysNothingIsCutAtTheDeadline() throws IOException {
        RecordingServer server =
                started(ServerOptions.builder().tls(Tls.selfSigned()).handshakeTimeout(Duration.ofMillis(200)));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            assertThat(peer.readBytesToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 11, 100})
    void aHandshakeThatIsBegunAndNotFinishedIsCutAtTheDeadline(int bytes) throws IOException {
        RecordingServer server =
                started(ServerOptions.builder().tls(Tls.selfSigned()).handshakeTimeout(Duration.ofMillis(200)));
        byte[] hello = new byte[bytes];
        System.arraycopy(new byte[] {0x16, 3, 1, 1, 0, 1, 0, 0, (byte) 0xfc, 3, 3}, 0, hello, 0, Math.min(bytes, 11));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            assertThat(peer.send(hello).readBytesToEnd()).isEmpty();
        }
    }

    @Test
    void aHandshakeThatComesByteByByteWorks() throws Exception {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, null);
        Socket slow = new ByteByByteSocket(server.port());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(slow, "127.0.0.1", server.port(), true);
        try (RawPeer peer = new RawPeer(socket)) {
            peer.greeted().send(Message.of("echo", "text", "x".repeat(500)));
            assertThat(peer.readMessage().getString("text")).hasSize(500);
        }
    }

    /** One byte a segment, as far as TCP lets one see to that. */
    private static final class ByteByByteSocket extends Socket {
        ByteByByteSocket(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    out.write(one);
                }

                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    for (int i = from; i < from + count; i++) {
                        out.write(bytes[i]);
                    }
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16 03 01 00 05 ff ff ff ff ff",
                "16 ff ff ff ff ff ff ff ff ff ff ff",
                "16 03 01 ff ff 00 00 00 00 00",
                "16 00 00 00 00 00 00",
                "80 2e 01 00 02",
                "15 03 01 00 02 02 28",
                "ff",
                "03 00 00 13 0e e0 00 00"
            })
    void whatIsNeitherTlsNorAFrameIsDropped(String hex) throws IOException {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            peer.send(RawPeer.hex(hex)).endOutput();
            assertThat(peer.readBytesToEnd()).doesNotContain(0x81);
        }
        assertThat(server.channels()).isEmpty();
        try (RawPeer honest = new RawPeer(tls(server, "TLSv1.3"))) {
            honest.greeted();
        } catch (Exception failed) {
            throw new AssertionError("nobody else is harmed", failed);
        }
    }

    @Test
    void aBrowserIsDroppedWithoutAWord() throws IOException {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            peer.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(peer.readToEnd().payloads()).isEmpty();
        }
        assertThat(server.reasons()).isEmpty();
    }

    @Test
    void somebodyWhoHangsUpInTheMiddleLeavesNothingBehind() throws IOException {
        RecordingServer server = serving(authority.issue("127.0.0.1"));
        for (int bytes = 1; bytes < 12; bytes++) {
            try (RawPeer peer = RawPeer.connectTo(server)) {
                peer.send(java.util.Arrays.copyOf(clientHelloOfTls11(), bytes));
                if (bytes % 2 == 0) {
                    peer.reset();
                } else {
                    peer.endOutput();
                    assertThat(peer.readBytesToEnd()).isEmpty();
                }
            }
        }
        await("no channel")
                .until(() -> server.channels().isEmpty() && server.reasons().isEmpty());
    }
}
