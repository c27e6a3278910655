package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Admission;
import dev.repod.Authenticator;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, by the addresses that the system tells. */
class DoorOverTcpTest {
    private static final String ONE_TOO_MANY = "limit exceeded: connections_per_address 3 is over the limit of 2";

    private final List<RawPeer> peers = new ArrayList<>();
    private RecordingServer server;

    private void serve(String host, boolean ioThread, Limits limits) {
        serve(ServerOptions.builder().host(host).ioThread(ioThread).limits(limits));
    }

    private void serve(ServerOptions.Builder options) {
        server = RecordingServer.started(options.port(0).build());
    }

    @AfterEach
    void stop() throws Exception {
        for (RawPeer peer : peers) {
            peer.close();
        }
        if (server != null) {
            server.stop();
        }
    }

    /** A peer that comes from one address of this machine and goes to another. */
    private RawPeer join(String from, String to) throws IOException {
        return peer(socket(from, to));
    }

    private RawPeer peer(Socket socket) throws IOException {
        RawPeer peer = new RawPeer(socket);
        peers.add(peer);
        return peer;
    }

    private Socket socket(String from, String to) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByName(to), server.port()), 20_000);
        return socket;
    }

    private static void assumeThereIs(String address) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        } catch (IOException none) {
            Assumptions.abort("this machine has no address " + address);
        }
    }

    private static void assertRefused(RawPeer peer, String why) throws IOException {
        RawPeer.Rest rest = peer.readToEnd();
        assertThat(rest.isReset()).isFalse();
        assertThat(rest.actions()).containsExactly("error");
        assertThat(rest.messages().get(0).getString("message")).isEqualTo(why);
        assertThat(rest.libraryFrames()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachIpv4AddressHasItsOwnCount(boolean ioThread) throws IOException {
        assumeThereIs("127.0.0.2");
        serve("127.0.0.1", ioThread, Limits.standard().withMaxConnectionsPerAddress(2));
        RawPeer first = join("127.0.0.1", "127.0.0.1").greeted();
        join("127.0.0.1", "127.0.0.1").greeted();

        assertRefused(join("127.0.0.1", "127.0.0.1"), ONE_TOO_MANY);
        join("127.0.0.2", "127.0.0.1").greeted();

        first.close();
        await().until(() -> server.channels().size() == 2);
        join("127.0.0.1", "127.0.0.1").greeted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onASocketOfBothFamiliesTheyAreKeptApart(boolean ioThread) throws IOException {
        assumeThereIs("::1");
        assumeThereIs("127.0.0.2");
        serve("::", ioThread, Limits.standard().withMaxConnectionsPerAddress(2));
        for (int i = 0; i < 2; i++) {
            join("::1", "::1").greeted();
            join("127.0.0.1", "127.0.0.1").greeted();
        }

        assertRefused(join("::1", "::1"), ONE_TOO_MANY);
        assertRefused(join("127.0.0.1", "127.0.0.1"), ONE_TOO_MANY);
        join("127.0.0.2", "127.0.0.1").greeted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressThatHoldsAllHandshakesKeepsNobodyElseOut(boolean tls) throws Exception {
        assumeThereIs("127.0.0.2");
        ServerOptions.Builder options =
                ServerOptions.builder().limits(Limits.standard().withMaxHandshakes(4));
        serve(
                tls
                        ? options.tls(Tls.selfSigned())
                        : options.authenticator(Authenticator.of(who -> Admission.accept(who.address()))));
        List<RawPeer> silent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawPeer peer = join("127.0.0.1", "127.0.0.1");
            silent.add(tls ? peer : peer.greeted());
        }

        RawPeer honest =
                tls ? peer(TlsSockets.over(socket("127.0.0.2", "127.0.0.1"), true)) : join("127.0.0.2", "127.0.0.1");
        honest.greeted().send(Message.of("authenticate"));
        await().until(() -> server.channels().size() == 1);

        RawPeer.Rest first = silent.get(0).readToEnd();
        assertThat(first.actions()).isEqualTo(tls ? List.of() : List.of("error"));
    }

    /** Not after the time that others have to begin TLS, or to show that they have none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whomAPortWithTlsRefusesIsClosedAtOnceWithoutAWord(boolean optional) throws IOException {
        Tls tls = Tls.selfSigned();
        serve(ServerOptions.builder()
                .tls(optional ? tls.optional() : tls)
                .plainPeerGrace(Duration.ofMinutes(5))
                .handshakeTimeout(Duration.ofMinutes(5))
                .limits(Limits.standard().withMaxHandshakes(2)));
        join("127.0.0.1", "127.0.0.1");
        join("127.0.0.1", "127.0.0.1");

        RawPeer.Rest rest = join("127.0.0.1", "127.0.0.1").readToEnd();
        assertThat(rest.payloads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressThatSendsGarbageShutsTheDoorForItselfAlone(boolean ioThread) throws IOException {
        assumeThereIs("127.0.0.2");
        serve("127.0.0.1", ioThread, Limits.standard().withMaxFailedHandshakes(3));
        RawPeer honest = join("127.0.0.1", "127.0.0.1").greeted();
        for (int i = 0; i < 4; i++) {
            RawPeer scanner = join("127.0.0.1", "127.0.0.1").greeted();
            scanner.send("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            scanner.readToEnd();
        }

        assertRefused(join("127.0.0.1", "127.0.0.1"), "limit exceeded: failed_handshakes 4 is over the limit of 3");
        join("127.0.0.2", "127.0.0.1").greeted();
        await().until(() -> server.channels().size() >= 2);
        honest.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thousandsThatComeAndGoLeaveNothingBehind(boolean ioThread) throws Exception {
        serve("127.0.0.1", ioThread, Limits.standard().withMaxConnections(4).withMaxFailedHandshakes(1_000_000));
        for (int i = 0; i < 1000; i++) {
            RawPeer peer = RawPeer.connectTo(server);
            try (peer) {
                switch (i % 4) {
                    case 0 -> peer.send(new byte[] {0, 0, 0, 0});
                    case 1 -> peer.sendHello();
                    case 2 -> peer.reset();
                    default -> {}
                }
            } catch (IOException refused) {
                // then it is one that was refused, and is gone already
            }
        }
        await().until(() -> server.channels().isEmpty());
        for (int i = 0; i < 4; i++) {
            join("127.0.0.1", "127.0.0.1").greeted();
        }
        assertRefused(join("127.0.0.1", "127.0.0.1"), "limit exceeded: connections 5 is over the limit of 4");
    }
}
