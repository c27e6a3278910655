package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy between two plain sockets. */
@Timeout(60)
final class FaultProxyTest {
    /** Long enough for a byte that is forwarded to arrive, if it were. */
    private static final int A_WHILE_MILLIS = 100;

    private ServerSocket server;
    private FaultProxy proxy;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to(server.getLocalPort());
        client = newClient();
        accepted = server.accept();
    }

    private Socket newClient() throws IOException {
        return new Socket(proxy.address().getAddress(), proxy.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        client.close();
        accepted.close();
        server.close();
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new SplittableRandom(count).nextBytes(bytes);
        return bytes;
    }

    private static void send(Socket from, byte... bytes) throws IOException {
        from.getOutputStream().write(bytes);
    }

    /** Sends on a thread of its own, since it may be held up. */
    private static Thread sendAside(Socket from, byte[] bytes) {
        Thread sender = new Thread(() -> {
            try {
                send(from, bytes);
                from.shutdownOutput();
            } catch (IOException held) {
                throw new AssertionError(held);
            }
        });
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(A_WHILE_MILLIS);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> socket.getInputStream().read());
        socket.setSoTimeout(0);
    }

    private static int readUntilReset(Socket socket) {
        int[] count = new int[1];
        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
            InputStream input = socket.getInputStream();
            while (input.read() >= 0) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void bytesAndEndsGoThroughBothWays() throws IOException {
        send(client, (byte) 1, (byte) 2);
        client.shutdownOutput();
        assertThat(accepted.getInputStream().readAllBytes()).containsExactly(1, 2);
        send(accepted, (byte) 3);
        accepted.close();

        assertThat(client.getInputStream().readAllBytes()).containsExactly(3);
        await(() -> proxy.connections() == 0);
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void piecesAddUp(int sliceBytes) throws IOException {
        proxy.slices(sliceBytes);
        byte[] bytes = randomBytes(100_000);
        sendAside(client, bytes);

        assertThat(accepted.getInputStream().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void latencyKeepsTheOrderAndTheEndComesLast() throws IOException {
        proxy.latency(Duration.ofMillis(30));
        send(client, (byte) 1);
        proxy.latency(Duration.ofMillis(1));
        send(client, (byte) 2);
        client.shutdownOutput();

        assertThat(accepted.getInputStream().readAllBytes()).containsExactly(1, 2);
    }

    @Test
    void aStallKeepsEverythingIncludingTheEnd() throws IOException {
        proxy.stall(true);
        send(client, (byte) 1);
        client.shutdownOutput();
        send(accepted, (byte) 2);
        assertSilent(accepted);
        assertSilent(client);

        proxy.stall(false);
        assertThat(accepted.getInputStream().readAllBytes()).containsExactly(1);
        assertThat(client.getInputStream().read()).isEqualTo(2);
    }

    @Test
    void aStallHoldsTheSenderUpInsteadOfKeepingWithoutBound() throws Exception {
        proxy.stall(true);
        byte[] bytes = randomBytes(64 << 20);
        Thread sender = sendAside(client, bytes);
        sender.join(10L * A_WHILE_MILLIS);
        assertThat(sender.isAlive()).isTrue();

        proxy.stall(false);
        assertThat(accepted.getInputStream().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aBlackholeSwallowsBytesAndEnds() throws IOException {
        proxy.blackhole(true);
        send(client, (byte) 1);
        send(accepted, (byte) 2);
        client.shutdownOutput();
        assertSilent(accepted);
        assertSilent(client);

        proxy.blackhole(false);
        send(accepted, (byte) 3);
        assertThat(client.getInputStream().read()).isEqualTo(3);
        assertSilent(accepted);
    }

    @Test
    void aBlackholeOneWayLeavesTheOther() throws IOException {
        proxy.blackholeSending(true);
        send(client, (byte) 1);
        send(accepted, (byte) 2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
        assertSilent(accepted);

        proxy.blackholeSending(false).blackholeReceiving(true);
        send(client, (byte) 3);
        assertThat(accepted.getInputStream().read()).isEqualTo(3);
    }

    @Test
    void aResetReachesBothSides() {
        proxy.resetAll();

        assertThat(readUntilReset(client)).isZero();
        assertThat(readUntilReset(accepted)).isZero();
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void aResetOfOneSideGoesThrough() throws IOException {
        client.setSoLinger(true, 0);
        client.close();

        assertThat(readUntilReset(accepted)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void laterConnectionsAreResetAfterSoManyBytes(int bytes) throws IOException {
        proxy.resetAfterSending(bytes);
        try (Socket later = newClient();
                Socket laterAccepted = server.accept()) {
            send(later, new byte[bytes + 10]);
            assertThat(readUntilReset(laterAccepted)).isEqualTo(bytes);
            assertThat(readUntilReset(later)).isZero();
        }
        send(client, new byte[bytes + 10]);
        assertThat(accepted.getInputStream().readNBytes(bytes + 10)).hasSize(bytes + 10);
    }

    @Test
    void eitherDirectionMayBeTheOneThatIsCounted() throws IOException {
        proxy.resetAfter(20);
        try (Socket later = newClient();
                Socket laterAccepted = server.accept()) {
            send(later, new byte[19]);
            send(laterAccepted, new byte[21]);
            assertThat(readUntilReset(later)).isEqualTo(20);
        }
    }

    @Test
    void whileItRefusesThatPortIsClosedAndConnectionsLiveOn() throws IOException {
        proxy.refuse(true);
        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::newClient);
        send(client, (byte) 1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);

        proxy.refuse(false);
        try (Socket later = newClient();
                Socket laterAccepted = server.accept()) {
            send(later, (byte) 2);
            assertThat(laterAccepted.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void aTargetThatIsNotThereResetsTheClient() throws IOException {
        server.close();
        try (Socket later = newClient()) {
            assertThat(readUntilReset(later)).isZero();
        }
    }

    @Test
    void closingEndsItsThreadAndItsConnections() {
        String name = "fault-proxy-" + proxy.port();
        assertThat(threads()).contains(name);
        proxy.close();

        assertThat(threads()).doesNotContain(name);
        assertThat(readUntilReset(client)).isZero();
        proxy.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> proxy.stall(true))
                .withMessageContaining(String.valueOf(proxy.port()));
    }

    private static Iterable<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithItsValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultProxy.to(0)).withMessageContaining("port 0");
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.slices(0)).withMessageContaining("0 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.resetAfter(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.latency(Duration.ofMillis(-1)));
    }
}
