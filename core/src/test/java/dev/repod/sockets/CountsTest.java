package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Server;
import dev.repod.Wire;
import dev.repod.internal.session.Door;
import dev.repod.internal.session.KeepaliveTimes;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.ReplayBounds;
import dev.repod.internal.session.ServerSession;
import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.session.StubHost;
import dev.repod.internal.session.Workbench;
import dev.repod.internal.wire.PayloadScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Figures that are promised as counts. */
class CountsTest {
    private static final AtomicInteger TIMES_READ = new AtomicInteger();

    /** Counts how often it is encoded: each encoding reads the component once. */
    record Snapshot(int number) {
        @Override
        public int number() {
            TIMES_READ.incrementAndGet();
            return number;
        }
    }

    static final class Spectator extends Channel<Stage> {}

    static final class Stage extends Server<Spectator> {
        Stage() {
            super(Spectator::new, RecordingServer.onAnyPort().build());
        }
    }

    @Test
    void aBroadcastToAHundredIsEncodedOnce() throws IOException {
        int crowd = 100;
        List<RawPeer> peers = new ArrayList<>();
        try (Stage stage = new Stage()) {
            stage.start();
            for (int i = 0; i < crowd; i++) {
                peers.add(RawPeer.connectTo(stage).greeted());
            }
            await().until(() -> stage.channels().size() == crowd);
            TIMES_READ.set(0);
            stage.sendToAll(new Snapshot(7));
            stage.loop().execute(() -> stage.sendToAllExcept(stage.channels().get(0), new Snapshot(8)));
            for (int i = 0; i < crowd; i++) {
                assertThat(peers.get(i).readMessage()).isEqualTo(Message.of("snapshot", "number", 7));
                if (i > 0) {
                    assertThat(peers.get(i).readMessage()).isEqualTo(Message.of("snapshot", "number", 8));
                }
            }
            assertThat(TIMES_READ).hasValue(2);
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void aThousandFramesThatArriveInOneReadAreAnsweredInOneWrite() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            read.writeBytes(Wire.encode(Message.of("echo", "n", i)));
        }
        CountingLink link = new CountingLink();
        Echo echo = new Echo();
        SessionConfig config = new SessionConfig(
                Limits.standard(), 1, 1, 1, 1, new KeepaliveTimes(1, 2, false), new ReplayBounds(1, 64), 0);
        ServerSession session = new ServerSession(
                link, config, new Workbench(), new Door(Limits.standard()).arrive(link.peerAddress(), 0), echo, null);
        echo.session = session;
        session.greet(0);
        session.onFlush(0);
        link.begin();
        session.onBytes(read.toByteArray(), 0, read.size(), 0);
        session.onFlush(0);
        assertThat(link.flushesWanted).isEqualTo(1_000);
        assertThat(link.writes).isEqualTo(1);
        assertThat(link.written.toByteArray()).isEqualTo(read.toByteArray());
    }

    /** Answers each message with its own bytes. */
    private static final class Echo extends StubHost {
        private ServerSession session;

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            byte[] payload = java.util.Arrays.copyOfRange(array, from, to);
            byte[] frame = RawPeer.frame(payload);
            session.send(frame, 0, frame.length);
        }
    }

    private static final class CountingLink implements Link {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int writes;
        private int flushesWanted;

        @Override
        public InetSocketAddress peerAddress() {
            return InetSocketAddress.createUnresolved("nowhere", 1);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void write(byte[] array, int from, int to) {
            writes++;
            written.write(array, from, to - from);
        }

        @Override
        public void flushSoon() {
            flushesWanted++;
        }

        /** Counts what comes from here on. */
        void begin() {
            writes = 0;
            flushesWanted = 0;
            written.reset();
        }

        @Override
        public boolean endsWhenUnacknowledged() {
            return false;
        }

        @Override
        public void wakeAt(long nanos) {}

        @Override
        public void setReading(boolean reading) {}

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}
    }
}
