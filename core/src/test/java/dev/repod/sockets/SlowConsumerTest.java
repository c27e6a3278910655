package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that do not read, over real sockets: what the system takes for them is not ours to decide, what waits here is. */
class SlowConsumerTest {
    private static final byte[] MAP = new byte[10_000];

    static final class Viewer extends Channel<Theatre> {
        @On
        void echo(Message echo) {
            send(echo);
        }

        /** Is sent so much as fits, and goes on when there is room. */
        @On
        void film() {
            onWritable();
        }

        @Override
        protected void onWritable() {
            while (isWritable() && server().reel.get() < 2000) {
                send(Message.of("picture", "number", server().reel.getAndIncrement(), "map", MAP));
                server().most.accumulateAndGet(queuedBytes(), Math::max);
            }
        }

        @Override
        protected void onClose(CloseReason reason) {
            server().reasons.add(reason);
        }
    }

    static final class Theatre extends Server<Viewer> {
        private final AtomicInteger reel = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();

        Theatre(Limits limits, boolean ioThread) {
            super(
                    Viewer::new,
                    RecordingServer.onAnyPort()
                            .limits(limits)
                            .ioThread(ioThread)
                            .build());
        }

        static Theatre opened(Limits limits) {
            return opened(limits, false);
        }

        static Theatre opened(Limits limits, boolean ioThread) {
            Theatre theatre = new Theatre(limits, ioThread);
            theatre.start();
            return theatre;
        }
    }

    private static RawPeer viewer(Theatre theatre) throws IOException {
        RawPeer peer = RawPeer.withSmallBuffer(theatre).greeted();
        peer.send(Message.of("echo")).readMessage();
        return peer;
    }

    private static Message snapshot(int number) {
        return Message.of("snapshot", "number", number, "map", MAP);
    }

    @Test
    void whoReadsNothingIsClosedAtTheBoundAndOthersAreServed() throws IOException {
        try (Theatre theatre = Theatre.opened(Limits.standard());
                RawPeer deaf = viewer(theatre);
                RawPeer other = RawPeer.connectTo(theatre).greeted()) {
            await().until(() -> theatre.channels().size() == 2);
            int sent = 0;
            while (theatre.reasons.isEmpty() && sent < 100_000) {
                theatre.sendToAll(snapshot(sent));
                other.readMessage();
                sent++;
            }

            assertThat(theatre.reasons).hasSize(1);
            assertThat(theatre.reasons.peek().kind()).isEqualTo(Kind.SLOW_CONSUMER);
            assertThat(theatre.reasons.peek().text()).endsWith("bytes wait, over the limit of 1,048,576");
            assertThat(sent).isLessThan(2000);
            await().until(() -> theatre.channels().size() == 1);
            assertThat(deaf.readToEnd().messages().size()).isLessThan(sent);
            assertThat(other.send(Message.of("echo", "n", 1)).readMessage()).isEqualTo(Message.of("echo", "n", 1));
        }
    }

    @Test
    void whoReadsNothingIsClosedWhenAMessageHasWaitedTooLong() throws IOException {
        Limits limits =
                Limits.standard().withMaxQueuedTime(Duration.ofMillis(300)).withMaxQueuedBytes(1 << 30);
        try (Theatre theatre = Theatre.opened(limits);
                RawPeer deaf = viewer(theatre)) {
            for (int i = 0; i < 2000; i++) {
                theatre.sendToAll(snapshot(i));
            }
            await().until(() -> !theatre.reasons.isEmpty());

            assertThat(theatre.reasons.peek().kind()).isEqualTo(Kind.SLOW_CONSUMER);
            assertThat(theatre.reasons.peek().text())
                    .startsWith("a message waits for")
                    .endsWith("over the limit of 300");
            deaf.readToEnd();
        }
    }

    /** What the systems of both sides have taken goes first; then the newest, and nothing between. */
    @Test
    void aStreamOfSnapshotsWaitsForNobodyAndTheNewestComes() throws IOException {
        int snapshots = 3000;
        try (Theatre theatre = Theatre.opened(Limits.standard());
                RawPeer slow = viewer(theatre)) {
            Viewer channel = theatre.channels().get(0);
            for (int i = 0; i < snapshots; i++) {
                theatre.sendLatestToAll(snapshot(i));
                await().until(() -> channel.queuedBytes() < 11_000);
            }
            theatre.sendToAll(Message.of("end"));

            int last = -1;
            int seen = 0;
            for (Message next = slow.readMessage(); !next.action().equals("end"); next = slow.readMessage()) {
                assertThat(next.getInt("number")).isGreaterThan(last);
                last = next.getInt("number");
                seen++;
            }

            assertThat(last).isEqualTo(snapshots - 1);
            assertThat(seen).isLessThan(snapshots / 2);
            assertThat(theatre.reasons).isEmpty();
        }
    }

    /** Two threads that fill and empty at full speed: no room may go unnoticed, or the film stops. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWaitsForRoomSendsAllOfItAndNeverMuchAtOnce(boolean ioThread) throws IOException {
        try (Theatre theatre = Theatre.opened(Limits.standard(), ioThread);
                RawPeer viewer = viewer(theatre)) {
            viewer.send(Message.of("film"));
            for (int i = 0; i < 2000; i++) {
                assertThat(viewer.readMessage().getInt("number")).isEqualTo(i);
            }
            // With a thread of its own the game goes on sending until the I/O thread has come to its next flush.
            int most = ioThread ? Limits.standard().maxQueuedBytes() : (64 << 10) + 11_000;
            assertThat(theatre.most.get()).isBetween(64 << 10, most);
            assertThat(theatre.reasons).isEmpty();
        }
    }
}
