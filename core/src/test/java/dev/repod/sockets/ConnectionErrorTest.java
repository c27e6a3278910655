package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.ConnectionError.Kind;
import dev.repod.Message;
import dev.repod.internal.transport.ConnectFailures;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of connection error, from the cause that a player meets. */
class ConnectionErrorTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int MORE_THAN_A_BACKLOG = 8;

    private static ConnectionError errorOf(String host, int port, Duration connectTimeout) {
        RecordingPlayer player = new RecordingPlayer(
                ClientOptions.builder().connectTimeout(connectTimeout).build());
        player.connect(host, port);
        assertThat(player.send(Message.of("early"))).isZero();
        ConnectionError error = player.awaitError();
        player.pump();
        assertThat(player.story).containsExactly("onError " + error.kind());
        assertThat(player.isConnected()).isFalse();
        assertThat(error.message()).isNotBlank().doesNotContain("Exception");
        return error;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aClosedPortRefuses() throws IOException {
        ConnectionError error = errorOf(LOOPBACK, closedPort(), Duration.ofSeconds(5));
        assertThat(error.kind()).isEqualTo(Kind.REFUSED);
        assertThat(error.detail()).startsWith("Connection refused");
    }

    @Test
    void aListenerWithAFullBacklogTimesOut() throws IOException {
        List<SocketChannel> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < MORE_THAN_A_BACKLOG; i++) {
                SocketChannel one = SocketChannel.open();
                filling.add(one);
                one.configureBlocking(false);
                one.connect(full.getLocalSocketAddress());
            }
            ConnectionError error = errorOf(LOOPBACK, full.getLocalPort(), SHORT);
            assertThat(error.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(error.detail()).isEqualTo("Connection timed out: no answer within 400 ms");
        } finally {
            for (SocketChannel one : filling) {
                one.close();
            }
        }
    }

    @Test
    void aServerThatAcceptsAndSaysNothingTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ConnectionError error = errorOf(LOOPBACK, silent.getLocalPort(), SHORT);
            assertThat(error.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(error.detail()).startsWith("Connection timed out").contains("400 ms");
        }
    }

    @Test
    void aNameThatNobodyHasIsAnUnknownHost() {
        ConnectionError error = errorOf("no-such-host.invalid", 5071, Duration.ofSeconds(15));
        assertThat(error.kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(error.detail()).startsWith("Name or service not known");
        assertThat(error.message()).contains("no-such-host.invalid");
    }

    @Test
    void aServerThatSpeaksHttpIsNoServerOfThisKind() throws Exception {
        try (ScriptedServer http = ScriptedServer.playing(peer -> {
            peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.readBytesToEnd();
        })) {
            ConnectionError error = errorOf(LOOPBACK, http.port(), Duration.ofSeconds(5));
            assertThat(error.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(error.detail()).startsWith("Protocol error").contains("HTTP");
            http.awaitPlayed();
        }
    }

    @Test
    void aServerThatSendsNoFrameIsNoServerOfThisKind() throws Exception {
        try (ScriptedServer noise = ScriptedServer.playing(peer -> {
            peer.send(RawPeer.hex("00000001c1"));
            peer.readBytesToEnd();
        })) {
            ConnectionError error = errorOf(LOOPBACK, noise.port(), Duration.ofSeconds(5));
            assertThat(error.kind()).isEqualTo(Kind.PROTOCOL);
            noise.awaitPlayed();
        }
    }

    @Test
    void aServerThatClosesBeforeItsGreetingIsAnotherError() throws Exception {
        try (ScriptedServer closing = ScriptedServer.playing(peer -> {
            peer.endOutput();
            peer.readBytesToEnd();
        })) {
            ConnectionError error = errorOf(LOOPBACK, closing.port(), Duration.ofSeconds(5));
            assertThat(error.kind()).isEqualTo(Kind.OTHER);
            assertThat(error.detail()).startsWith("Connection failed");
            closing.awaitPlayed();
        }
    }

    @Test
    void aServerThatResetsBeforeItsGreetingIsAnotherError() throws Exception {
        try (ScriptedServer resetting = ScriptedServer.playing(RawPeer::reset)) {
            ConnectionError error = errorOf(LOOPBACK, resetting.port(), Duration.ofSeconds(5));
            assertThat(error.kind()).isEqualTo(Kind.OTHER);
            assertThat(error.detail()).startsWith("Connection failed");
            resetting.awaitPlayed();
        }
    }

    /** A world without a network: there not even loopback is up. On both kinds of sockets. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutARouteTheNetworkIsUnreachable(boolean isWithoutNative) throws IOException {
        List<String> world = namespaceCommand();
        Assumptions.assumeFalse(world.isEmpty(), "no network namespace can be made here");
        List<String> command = new ArrayList<>(world);
        command.addAll(ChildProgram.javaCommand(
                List.of("-Dio.netty.transport.noNative=" + isWithoutNative), ConnectProgram.class));
        command.addAll(List.of("5071", LOOPBACK, "192.0.2.1", "::1", "2001:db8::1"));
        try (ChildProgram child = ChildProgram.started(new File("."), command)) {
            for (int i = 0; i < 4; i++) {
                assertThat(child.readLine()).startsWith("UNREACHABLE Network is unreachable");
            }
            assertThat(child.awaitExit()).isZero();
        }
    }

    private static List<String> namespaceCommand() {
        if (ChildProgram.succeeds("unshare", "-n", "true")) {
            return List.of("unshare", "-n");
        }
        return ChildProgram.succeeds("unshare", "-rn", "true") ? List.of("unshare", "-rn") : List.of();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect(..) failed with error(-101): Network is unreachable",
                "Network is unreachable: /192.0.2.1:5071",
                "connect(..) failed with error(-113): No route to host",
                "Cannot assign requested address: /[2001:db8::1]:5071",
                "connect(..) failed with error(-97): Address family not supported by protocol: /[2001:db8::1]:5071",
                "Protocol family unavailable",
                "Host is down"
            })
    void theSystemsWordsForNoRouteAreUnreachableOverIpv4AndIpv6(String said) {
        ConnectionError error = ConnectFailures.of(new ConnectException(said), "somewhere", 5071);
        assertThat(error.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(error.detail()).isEqualTo("Network is unreachable: " + said);
        assertThat(ConnectFailures.of(new NoRouteToHostException(), "somewhere", 5071)
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aNameWithTwoAddressesIsTriedToItsSecond(@TempDir Path directory) throws IOException {
        Path hosts = directory.resolve("hosts");
        Files.writeString(
                hosts, "127.0.0.2 two.test\n127.0.0.1 two.test\n127.0.0.2 refusing.test\n127.0.0.3 refusing.test\n");
        List<String> flags = List.of("-Djdk.net.hosts.file=" + hosts);
        RecordingServer server = RecordingServer.started();
        try (ChildProgram child = ChildProgram.java(
                flags, ConnectProgram.class, server.port(), "two.test", "refusing.test", "unknown.test")) {
            assertThat(child.readLine()).isEqualTo("Connected");
            assertThat(child.readLine()).startsWith("REFUSED Connection refused");
            assertThat(child.readLine()).startsWith("UNKNOWN_HOST Name or service not known");
            assertThat(child.awaitExit()).isZero();
        } finally {
            server.stop();
        }
    }

    @Test
    void aPortInUseIsNamed() {
        RecordingServer first = RecordingServer.started();
        try {
            RecordingServer second = new RecordingServer(
                    RecordingServer.onAnyPort().port(first.port()).build());
            assertThatThrownBy(second::start).hasMessageContainingAll("127.0.0.1:" + first.port(), "in use");
        } finally {
            first.stop();
        }
    }

    @Test
    void aFailedAttemptMayBeFollowedByAnotherOne() throws IOException {
        RecordingServer server = RecordingServer.started();
        try {
            RecordingPlayer player = new RecordingPlayer();
            player.connect(LOOPBACK, closedPort());
            player.awaitError();
            player.connect(LOOPBACK, server.port());
            player.pumpUntil("onConnected");
            player.close();
            assertThat(player.pumpUntil("onDisconnected"))
                    .containsExactly("onError REFUSED", "onConnected", "onDisconnected CLOSED");
        } finally {
            server.stop();
        }
    }
}
