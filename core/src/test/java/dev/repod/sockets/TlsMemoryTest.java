package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What peers can make a server with TLS hold, who begin and do not go on, or do not read. */
class TlsMemoryTest {
    private static final int CROWD = 150;
    private static final int SMALL_BYTES = 2 << 20;
    private static final int FLOODS = 3;
    private static final int FLOOD_BYTES = FLOODS * 12_000_000;

    private final List<AutoCloseable> open = new ArrayList<>();

    private RecordingServer started(ServerOptions.Builder options) {
        RecordingServer server = RecordingServer.started(options.port(0)
                .tls(Tls.selfSigned())
                .limits(Limits.standard()
                        .withMaxFailedHandshakes(1_000_000)
                        .withMaxQueuedBytes(64 << 20)
                        .withMaxQueuedTime(Duration.ofHours(1)))
                .build());
        open.add(server::stop);
        return server;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static long allocatedBytes() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedHeapMemory() + metric.usedDirectMemory();
    }

    private static int openFiles() {
        String[] open = new File("/proc/self/fd").list();
        Assumptions.assumeTrue(open != null, "there is no /proc/self/fd here");
        return Objects.requireNonNull(open).length;
    }

    private RawPeer connected(RecordingServer server) throws IOException {
        RawPeer peer = RawPeer.connectTo(server);
        open.add(peer);
        return peer;
    }

    @Test
    void aHandshakeThatHasBegunHoldsNoMoreThanWhatCameOfIt() throws Exception {
        RecordingServer server = started(ServerOptions.builder().handshakeTimeout(Duration.ofMinutes(1)));
        try (SSLSocket warm = tls(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
            warm.startHandshake();
        }
        long before = allocatedBytes();
        byte[] half = Arrays.copyOf(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, 300);
        for (int i = 0; i < CROWD; i++) {
            connected(server).send(half);
        }
        // Whoever comes last is served last: when it is greeted, all of those before have been read.
        try (RawPeer last = new RawPeer(tls(new Socket(InetAddress.getLoopbackAddress(), server.port())))) {
            last.greeted();
            assertThat(allocatedBytes() - before).isLessThan(SMALL_BYTES);
        }
    }

    private static SSLSocket tls(Socket below) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, null);
        return (SSLSocket) context.getSocketFactory().createSocket(below, "127.0.0.1", below.getPort(), true);
    }

    @Test
    void aPeerThatDoesNotReadHoldsUpTheQueueAndNotTheMemoryBelowIt() throws Exception {
        RecordingServer server = started(ServerOptions.builder());
        Socket below = new Socket();
        below.setReceiveBufferSize(4096);
        below.connect(server.address());
        try (RawPeer slow = new RawPeer(tls(below));
                RawPeer quick = new RawPeer(tls(new Socket(InetAddress.getLoopbackAddress(), server.port())))) {
            slow.greeted();
            quick.greeted();
            long before = allocatedBytes();
            for (int i = 0; i < FLOODS; i++) {
                slow.send(Message.of("flood"));
            }
            slow.send(Message.of("goodbye"));
            await("sent").until(() -> server.storyOf(1).contains("goodbye"));
            for (int i = 0; i < 20; i++) {
                assertThat(quick.send(Message.of("echo", "n", i)).readMessage()).isEqualTo(Message.of("echo", "n", i));
            }
            assertThat(allocatedBytes() - before).isLessThan(FLOOD_BYTES / 2);
            for (int i = 0; i < FLOOD_BYTES / 1_000_000; i++) {
                assertThat(slow.readMessage().getBytes("bytes")).hasSize(1_000_000);
            }
            assertThat(slow.send(Message.of("echo")).readMessage()).isEqualTo(Message.of("echo"));
        }
    }

    @Test
    void failedHandshakesLeaveNoSocketAndNoMemoryBehind() throws Exception {
        RecordingServer server = started(ServerOptions.builder());
        failOften(server);
        int filesBefore = openFiles();
        long before = allocatedBytes();
        failOften(server);
        await("sockets").until(() -> openFiles() <= filesBefore);
        assertThat(allocatedBytes() - before).isLessThan(SMALL_BYTES);
        assertThat(server.reasons()).isEmpty();
    }

    private static void failOften(RecordingServer server) throws IOException {
        for (int i = 0; i < CROWD; i++) {
            try (RawPeer peer = RawPeer.connectTo(server)) {
                peer.send(new byte[] {0x16, 3, 3, 0, (byte) (i % 40), 2, 3, 4}).endOutput();
                peer.readBytesToEnd();
            }
        }
    }

    @Test
    void whoFailsTheHandshakeDoesNotCountAmongTheConnectionsAnyMore() throws Exception {
        RecordingServer server = RecordingServer.started(ServerOptions.builder()
                .port(0)
                .tls(Tls.selfSigned())
                .limits(Limits.standard().withMaxConnections(2))
                .build());
        open.add(server::stop);
        for (int i = 0; i < 5; i++) {
            try (RawPeer peer = RawPeer.connectTo(server)) {
                peer.send(new byte[] {0x16, 3, 3, 0, 4, 1, 0, 0, 0}).endOutput();
                peer.readBytesToEnd();
            }
        }
        for (int i = 0; i < 2; i++) {
            RawPeer peer = new RawPeer(tls(new Socket(InetAddress.getLoopbackAddress(), server.port())));
            open.add(peer);
            peer.greeted();
        }
        try (RawPeer tooMany = RawPeer.connectTo(server)) {
            assertThat(tooMany.readBytesToEnd()).isEmpty();
        }
    }
}
