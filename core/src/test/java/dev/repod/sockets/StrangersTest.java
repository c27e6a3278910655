package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those of whom nothing is known wait for those who are; what they send is not lost by that, and neither is their end. */
class StrangersTest {
    private static final int CROWD = 40;
    private static final int EACH = 3_000;

    private final RecordingServer server = RecordingServer.started();
    private final List<RawPeer> peers = new ArrayList<>();

    /** How those who never stop were stopped. */
    private final List<IOException> ends = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (RawPeer peer : peers) {
            peer.close();
        }
        server.stop();
    }

    private RawPeer join() throws IOException {
        RawPeer peer = RawPeer.connectTo(server).greeted();
        peers.add(peer);
        return peer;
    }

    /** Somebody who has been there for as long as it takes to be known, by many words. */
    private RawPeer knownPlayer() throws IOException {
        RawPeer player = join();
        long fromNanos = System.nanoTime();
        for (int i = 0; System.nanoTime() - fromNanos < 1_200_000_000L; i++) {
            assertAnswers(player, i);
        }
        return player;
    }

    private static void assertAnswers(RawPeer player, int number) throws IOException {
        player.send(Message.of("echo", "n", number));
        assertThat(player.readMessage()).isEqualTo(Message.of("echo", "n", number));
    }

    private static byte[] counts() {
        ByteArrayOutputStream counts = new ByteArrayOutputStream();
        for (int i = 0; i < EACH; i++) {
            counts.writeBytes(dev.repod.Wire.encode(Message.of("count")));
        }
        return counts.toByteArray();
    }

    @Test
    void aCrowdThatSendsWithoutEndIsReadToItsEndBesideAPlayer() throws Exception {
        RawPeer player = knownPlayer();
        byte[] counts = counts();
        for (int i = 0; i < CROWD; i++) {
            join().send(counts);
        }

        for (int i = 0; server.counted() < CROWD * EACH && i < 1_000_000; i++) {
            assertAnswers(player, i);
        }

        assertThat(server.counted()).isEqualTo(CROWD * EACH);
    }

    @Test
    void theEndOfOneWhoSentMuchComesAfterAllOfIt() throws Exception {
        RawPeer player = knownPlayer();
        byte[] counts = counts();
        for (int i = 0; i < CROWD; i++) {
            RawPeer peer = join();
            peer.send(counts).send(Message.of("goodbye"));
            peer.endOutput();
        }

        for (int id = 2; id < 2 + CROWD; id++) {
            server.awaitEndOf(id);
            assertThat(server.storyOf(id)).containsExactly("goodbye", "onClose PEER_CLOSED", "onDisconnect");
        }
        assertThat(server.counted()).isEqualTo(CROWD * EACH);
        assertAnswers(player, 1);
    }

    @Test
    void aNewcomerIsLetInWhileOthersNeverStop() throws Exception {
        knownPlayer();
        byte[] counts = counts();
        List<Thread> floods = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawPeer peer = join();
            floods.add(new Thread(() -> flood(peer, counts)));
        }
        floods.forEach(Thread::start);
        await().until(() -> server.counted() > EACH);

        for (int i = 0; i < 20; i++) {
            assertAnswers(join(), i);
        }

        for (RawPeer peer : peers) {
            peer.close();
        }
        for (Thread flood : floods) {
            flood.join();
        }
        assertThat(ends).hasSameSizeAs(floods);
        await().until(() -> server.channels().isEmpty());
    }

    /** Until the peer is closed, or for a long time. */
    private void flood(RawPeer peer, byte[] bytes) {
        try {
            for (int i = 0; i < 100_000; i++) {
                peer.send(bytes);
            }
        } catch (IOException closed) {
            ends.add(closed);
        }
    }
}
