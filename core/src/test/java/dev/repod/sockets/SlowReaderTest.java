package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Peers that do not read for a while: what waits for them must neither be mixed up, nor be lost, nor hold up others. */
class SlowReaderTest {
    private static final int MESSAGES = 400;

    static final class Watcher extends Channel<Stage> {
        @On
        void show() {
            for (int i = 0; i < MESSAGES; i++) {
                send(Message.of("page", "channel", id(), "number", i, "bytes", page(id(), i)));
            }
            server().shows.incrementAndGet();
        }

        @On
        void echo(Message echo) {
            send(echo);
        }
    }

    static final class Stage extends Server<Watcher> {
        private final AtomicInteger shows = new AtomicInteger();

        Stage() {
            super(
                    Watcher::new,
                    RecordingServer.onAnyPort().limits(RecordingServer.PATIENT).build());
        }
    }

    /** From a few bytes to more than is ever written at once; all together far more than the system takes. */
    private static byte[] page(int channel, int number) {
        byte[] page = new byte[number % 10 == 9 ? 200_000 : number % 2 == 1 ? 50_000 : 7 * number];
        Arrays.fill(page, (byte) (channel + number));
        return page;
    }

    @Test
    void severalThatWaitGetTheirOwnMessagesWholeAndInOrder() throws IOException {
        int crowd = 3;
        List<RawPeer> slow = new ArrayList<>();
        try (Stage stage = new Stage()) {
            stage.start();
            for (int i = 0; i < crowd; i++) {
                slow.add(RawPeer.withSmallBuffer(stage).greeted());
            }
            await().until(() -> stage.channels().size() == crowd);
            for (RawPeer peer : slow) {
                peer.send(Message.of("show"));
            }
            await().until(() -> stage.shows.get() == crowd);
            playBeside(stage);
            for (int number = 0; number < MESSAGES; number++) {
                for (int i = 0; i < crowd; i++) {
                    readPage(slow.get(i), stage.channels().get(i).id(), number);
                }
            }
        } finally {
            for (RawPeer peer : slow) {
                peer.close();
            }
        }
    }

    private static void playBeside(Stage stage) throws IOException {
        try (RawPeer quick = RawPeer.connectTo(stage).greeted()) {
            for (int i = 0; i < 100; i++) {
                assertThat(quick.send(Message.of("echo", "n", i)).readMessage()).isEqualTo(Message.of("echo", "n", i));
            }
        }
    }

    private static void readPage(RawPeer peer, int channel, int number) throws IOException {
        Message page = peer.readMessage();
        assertThat(page.getInt("channel")).isEqualTo(channel);
        assertThat(page.getInt("number")).isEqualTo(number);
        assertThat(page.getBytes("bytes")).isEqualTo(page(channel, number));
    }
}
