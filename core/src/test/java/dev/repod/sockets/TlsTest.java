package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.CloseReason.Kind;
import dev.repod.Keepalive;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.Tls;
import dev.repod.Trust;
import dev.repod.internal.tls.TestAuthority;
import dev.repod.internal.tls.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Games over TLS: everything that goes without it, and what it adds. */
class TlsTest {
    private static final int SLOW_SECONDS = 20;

    /** RFC 5246, section 6.2.1. */
    private static final int ALERT = 21;

    @TempDir
    static Path directory;

    private static TestAuthority authority;

    @RegisterExtension
    private final StartedServers servers = new StartedServers();

    @BeforeAll
    static void makeAuthority() {
        authority = new TestAuthority(directory);
    }

    private static Tls pem(Issued files) {
        return Tls.pem(files.certificates(), files.key());
    }

    private static RecordingPlayer joined(int port, String pin) {
        RecordingPlayer player = new RecordingPlayer(ClientOptions.builder()
                .connectTimeout(Duration.ofSeconds(SLOW_SECONDS))
                .build());
        player.connect(URI.create("repods://127.0.0.1:" + port + "?pin=" + pin));
        player.pumpUntil("onConnected");
        return player;
    }

    private static void assertEchoes(RecordingPlayer player, int bytes) {
        int before = player.messages.size();
        Message sent = Message.of("echo", "bytes", new byte[bytes]);
        assertThat(player.send(sent)).isPositive();
        assertThat(player.pumpUntilMessages(before + 1).get(before)).isEqualTo(sent);
    }

    private static SSLSocket tls(Socket below, boolean endsBelow, String... protocols) throws Exception {
        SSLSocket socket = TlsSockets.over(below, endsBelow, protocols);
        socket.startHandshake();
        return socket;
    }

    private static SSLSocket tls(Socket below, String... protocols) throws Exception {
        return tls(below, true, protocols);
    }

    private static SSLSocket tls(RecordingServer server, String... protocols) throws Exception {
        return tls(new Socket(InetAddress.getLoopbackAddress(), server.port()), protocols);
    }

    private static String fingerprintSeenAt(RecordingServer server) throws Exception {
        try (SSLSocket socket = tls(server)) {
            byte[] shown = socket.getSession().getPeerCertificates()[0].getEncoded();
            byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(shown);
            return java.util.HexFormat.of().formatHex(hash);
        }
    }

    // ---- who is trusted

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPinIsEnoughForACertificateThatNobodyVouchesFor(boolean ioThread) {
        Tls tls = Tls.selfSigned();
        RecordingServer server = servers.start(ServerOptions.builder().tls(tls).ioThread(ioThread));
        RecordingPlayer player = joined(server.port(), tls.fingerprint());
        assertEchoes(player, 10);
        assertThat(player.isExtended()).isTrue();
        player.close();
        assertThat(player.pumpUntil("onDisconnected")).containsExactly("onConnected", "onDisconnected CLOSED");
        assertThat(server.awaitEndOf(1).kind()).isEqualTo(Kind.PEER_CLOSED);
    }

    @Test
    void aPinMayHaveColonsAndAPinnedCertificateMayBeForAnyHostAndTime() {
        Issued expired = authority.issue(-5, -2, "elsewhere.example.org");
        RecordingServer server = servers.start(ServerOptions.builder().tls(pem(expired)));
        String colons = TestAuthority.fingerprint(expired)
                .toUpperCase(java.util.Locale.ROOT)
                .replaceAll("(..)(?!$)", "$1:");
        joined(server.port(), colons).close();
    }

    @Test
    void anAuthorityOfTheGamesOwnIsEnoughForTheHostThatItNames() {
        RecordingServer server =
                servers.start(ServerOptions.builder().tls(pem(authority.issue("localhost", "127.0.0.1"))));
        for (String host : List.of("localhost", "127.0.0.1")) {
            RecordingPlayer player = new RecordingPlayer(
                    ClientOptions.builder().tls(Trust.issuers(authority.file())).build());
            player.connect(host, server.port());
            player.pumpUntil("onConnected");
            assertEchoes(player, 10);
            player.close();
        }
    }

    @Test
    void aKeyStoreServesAsWell() {
        Issued files = authority.issue("127.0.0.1");
        Tls tls = Tls.keyStore(authority.store(files, "secret", "server"), "secret");
        RecordingServer server = servers.start(ServerOptions.builder().tls(tls));
        joined(server.port(), TestAuthority.fingerprint(files)).close();
    }

    @Test
    void aSelfSignedCertificateThatIsKeptIsTheSameAfterARestart() {
        Path kept = directory.resolve("kept");
        String pin = Tls.selfSigned(kept).fingerprint();
        for (int run = 0; run < 2; run++) {
            RecordingServer server = servers.start(ServerOptions.builder().tls(Tls.selfSigned(kept)));
            joined(server.port(), pin).close();
        }
    }

    // ---- with and without, on one port

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereItIsOptionalAllKindsOfPeersPlayTogether(boolean sessions) throws Exception {
        Tls tls = Tls.selfSigned();
        ServerOptions.Builder options =
                ServerOptions.builder().tls(tls.optional()).plainPeerGrace(Duration.ofMillis(100));
        if (sessions) {
            options.sessions(Sessions.resumable(Duration.ofSeconds(5)));
        }
        RecordingServer server = servers.start(options);
        try (RawPeer silent = RawPeer.connectTo(server);
                RawPeer plain = RawPeer.connectTo(server);
                RawPeer plainOverTls = new RawPeer(tls(server))) {
            RecordingPlayer extended = RecordingPlayer.joined(server);
            RecordingPlayer secure = joined(server.port(), tls.fingerprint());
            plain.send(Message.of("echo", "n", 1)).greeted();
            plainOverTls.greeted();
            silent.greeted();
            await("all are in").until(() -> server.channels().size() == 5);
            assertEchoes(extended, 10);
            assertEchoes(secure, 10);
            server.sendToAll(Message.of("all"));
            for (RawPeer peer : List.of(silent, plainOverTls)) {
                Message next = peer.readMessage();
                assertThat((next.action().equals("session_created") ? peer.readMessage() : next).action())
                        .isEqualTo("all");
            }
            extended.close();
            secure.close();
        }
    }

    @Test
    void whereItIsOptionalABrowserIsRecognisedAsEver() throws IOException {
        RecordingServer server =
                servers.start(ServerOptions.builder().tls(Tls.selfSigned().optional()));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            peer.send("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(peer.readToEnd().actions()).containsExactly("connected");
        }
        assertThat(server.awaitEndOf(1).text()).contains("HTTP");
    }

    @Test
    void whereItIsOptionalOneWhoEndsWithoutAWordLeavesNothingBehind() throws IOException {
        RecordingServer server =
                servers.start(ServerOptions.builder().tls(Tls.selfSigned().optional()));
        try (RawPeer peer = RawPeer.connectTo(server)) {
            peer.endOutput();
            assertThat(peer.readBytesToEnd()).isEmpty();
        }
        assertThat(server.reasons()).isEmpty();
    }

    // ---- what goes through

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 65_536, 200_000, 1_000_000})
    void messagesOfAllSizesGoThrough(int bytes) {
        Tls tls = Tls.selfSigned();
        RecordingPlayer player =
                joined(servers.start(ServerOptions.builder().tls(tls)).port(), tls.fingerprint());
        assertEchoes(player, bytes);
        player.close();
    }

    @Test
    void manyMessagesAtOnceStayInOrder() {
        Tls tls = Tls.selfSigned();
        RecordingPlayer player =
                joined(servers.start(ServerOptions.builder().tls(tls)).port(), tls.fingerprint());
        int count = 500;
        for (int i = 0; i < count; i++) {
            player.send(Message.of("echo", "i", i, "bytes", new byte[i]));
        }
        assertThat(player.pumpUntilMessages(count).stream().map(message -> message.getInt("i")))
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        player.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anOrderlyEndFlushesWhatWasSentAndSaysSoInTls(String version) throws Exception {
        RecordingServer server = servers.start(ServerOptions.builder().tls(Tls.selfSigned()));
        TeeSocket below = new TeeSocket(server.port());
        try (RawPeer peer = new RawPeer(tls(below, version))) {
            peer.greeted().send(Message.of("echo", "bytes", new byte[900_000])).send(Message.of("kick_me"));
            assertThat(peer.readMessage().action()).isEqualTo("echo");
            RawPeer.Rest rest = peer.readToEnd();
            assertThat(rest.isReset()).isFalse();
            assertThat(rest.actions()).containsExactly("last", "error");
        }
        // The JDK takes a cut for an end, unless a property of the whole JVM is set; TLS 1.3 hides what kind of record
        // it is.
        if (version.equals("TLSv1.2")) {
            assertThat(below.lastRecordType()).isEqualTo(ALERT);
        }
        assertThat(server.awaitEndOf(1).kind()).isEqualTo(Kind.KICKED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePeersEndOfOutputIsItsEndAndWhatItWaitsForStillComes(boolean endsTcpToo) throws Exception {
        RecordingServer server = servers.start(ServerOptions.builder().tls(Tls.selfSigned()));
        try (Socket below = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket socket = tls(below, endsTcpToo, "TLSv1.3")) {
            RawPeer peer = new RawPeer(socket);
            peer.greeted().send(Message.of("echo", "bytes", new byte[900_000]));
            socket.shutdownOutput();
            assertThat(server.awaitEndOf(1).kind()).isEqualTo(Kind.PEER_CLOSED);
            assertThat(peer.readToEnd().actions()).containsExactly("echo");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExtendedPeerThatIsCutWithoutAGoodbyeIsLost(boolean reset) throws Exception {
        RecordingServer server = servers.start(ServerOptions.builder().tls(Tls.selfSigned()));
        Socket below = new Socket(InetAddress.getLoopbackAddress(), server.port());
        RawPeer peer = new RawPeer(tls(below));
        peer.sendHello().greeted();
        peer.send(Message.of("echo")).readMessage();
        if (reset) {
            below.setSoLinger(true, 0);
        }
        // Under TLS, so that no close_notify goes out.
        below.close();
        assertThat(server.awaitEndOf(1).kind()).isEqualTo(Kind.LOST);
    }

    @Test
    void stoppingTellsThoseOverTlsAndForgetsThoseInTheirHandshake() throws Exception {
        RecordingServer server = servers.start(ServerOptions.builder().tls(Tls.selfSigned()));
        try (RawPeer peer = new RawPeer(tls(server));
                RawPeer halfOpen = RawPeer.connectTo(server)) {
            halfOpen.send(new byte[] {0x16, 3, 1});
            peer.greeted();
            server.stop();
            assertThat(peer.readToEnd().actions()).containsExactly("error");
            assertThat(halfOpen.readToEnd().payloads()).isEmpty();
        }
        assertThat(server.reasons()).extracting(reason -> reason.kind()).containsExactly(Kind.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepaliveGoesThroughTls(boolean ioThread) {
        Tls tls = Tls.selfSigned();
        Keepalive often = Keepalive.every(Duration.ofMillis(20)).deadAfter(Duration.ofSeconds(SLOW_SECONDS));
        RecordingServer server = servers.start(
                ServerOptions.builder().tls(tls).ioThread(ioThread).keepalive(often));
        RecordingPlayer player = new RecordingPlayer(ClientOptions.builder()
                .tls(Trust.pin(tls.fingerprint()))
                .keepalive(often)
                .build());
        player.connect("127.0.0.1", server.port());
        player.pumpUntil("onConnected");
        await("measured at the server")
                .until(() -> server.channels().stream()
                        .anyMatch(channel -> !channel.rtt().isZero()));
        player.close();
    }

    @Test
    void aSessionIsResumedOverTlsAndNothingIsLost() throws IOException {
        Tls tls = Tls.selfSigned();
        RecordingServer server = servers.start(
                ServerOptions.builder().tls(tls).sessions(Sessions.resumable(Duration.ofSeconds(SLOW_SECONDS))));
        try (CuttingRelay relay = new CuttingRelay(server.port())) {
            RecordingPlayer player = new RecordingPlayer(ClientOptions.builder()
                    .reconnect(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(50)))
                    .build());
            player.connect(URI.create("repods://127.0.0.1:" + relay.port() + "?pin=" + tls.fingerprint()));
            player.pumpUntil("onConnected");
            int count = 60;
            for (int i = 0; i < count; i++) {
                if (i % 20 == 10) {
                    relay.cut();
                }
                player.send(Message.of("echo", "i", i, "bytes", new byte[500]));
                player.pump();
            }
            assertThat(player.pumpUntilMessages(count).stream().map(message -> message.getInt("i")))
                    .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
            assertThat(server.channels()).hasSize(1);
            player.close();
            player.pumpUntil("onDisconnected");
            // Before the relay ends: it would take the goodbye with it that is still on its way.
            assertThat(server.awaitEndOf(1).kind()).isEqualTo(Kind.PEER_CLOSED);
        }
    }

    @Test
    void eachLinkOfASessionChecksTheCertificateAnew() throws IOException {
        Tls tls = Tls.selfSigned();
        RecordingServer server = servers.start(
                ServerOptions.builder().tls(tls).sessions(Sessions.resumable(Duration.ofSeconds(SLOW_SECONDS))));
        RecordingServer impostor = servers.start(ServerOptions.builder()
                .tls(Tls.selfSigned())
                .sessions(Sessions.resumable(Duration.ofSeconds(SLOW_SECONDS))));
        RecordingPlayer player = new RecordingPlayer(ClientOptions.builder()
                .reconnect(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(50))
                        .attempts(2))
                .build());
        try (CuttingRelay relay = new CuttingRelay(server.port())) {
            player.connect(URI.create("repods://127.0.0.1:" + relay.port() + "?pin=" + tls.fingerprint()));
            player.pumpUntil("onConnected");
            relay.leadTo(impostor.port());
            relay.cut();
            assertThat(player.pumpUntil("onDisconnected"))
                    .containsExactly("onConnected", "onError TLS", "onError TLS", "onDisconnected LOST");
        }
        assertThat(impostor.channels()).isEmpty();
    }

    // ---- a certificate that is replaced

    private static void replace(Path by, Path file) throws IOException {
        Path copy = Files.copy(by, file.resolveSibling("copy"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aReplacedCertificateIsShownToThoseWhoComeAndABrokenOneToNobody() throws Exception {
        Issued first = authority.issue("127.0.0.1");
        Issued second = authority.issue("127.0.0.1");
        String before = TestAuthority.fingerprint(first);
        String after = TestAuthority.fingerprint(second);
        RecordingServer server = servers.start(ServerOptions.builder().tls(pem(first)));
        RecordingPlayer old = joined(server.port(), before);

        replace(second.key(), first.key());
        assertThat(fingerprintSeenAt(server)).isEqualTo(before);
        replace(second.certificates(), first.certificates());
        await("the new certificate").until(() -> fingerprintSeenAt(server).equals(after));
        assertEchoes(old, 1000);

        Files.writeString(first.certificates(), "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
        Files.delete(first.key());
        long fromNanos = System.nanoTime();
        await("it has been looked at").until(() -> {
            assertThat(fingerprintSeenAt(server)).isEqualTo(after);
            return System.nanoTime() - fromNanos > Duration.ofMillis(2_500).toNanos();
        });
        assertEchoes(old, 1000);
        old.close();
    }

    // ---- another TLS

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aPythonProgramPlaysOverItsOwnTls(String version) throws IOException {
        RecordingServer server = servers.start(ServerOptions.builder().tls(pem(authority.issue("127.0.0.1"))));
        try (ChildProgram python = Peers.python(
                "tls_client", "127.0.0.1", server.port(), "--authority", authority.file(), "--version", version)) {
            assertThat(python.readLine()).isEqualTo(version);
            assertThat(python.readLine()).isEqualTo("all is well");
            assertThat(python.awaitExit()).isZero();
        }
        assertThat(server.awaitEndOf(1).kind()).isEqualTo(Kind.CLOSED);
    }
}
