package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way in which a connection ends over real sockets: its reason on both sides, and each side told exactly once. */
class EndingsTest {
    private static final int FIRST = 1;

    private RecordingServer server;

    @BeforeEach
    void start() {
        server = RecordingServer.started();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void mustHaveEnded(RecordingPlayer player, Kind there, String... serverStory) {
        CloseReason reason = player.awaitEnd();
        assertThat(reason.kind()).isEqualTo(there);
        server.awaitEndOf(FIRST);
        server.stop();
        player.pump();
        assertThat(player.story).containsExactly("onConnected", "onDisconnected " + there);
        assertThat(server.storyOf(FIRST)).containsExactly(serverStory);
        assertThat(server.channels()).isEmpty();
        assertThat(player.send(Message.of("late"))).isZero();
    }

    @Test
    void theClientCloses() {
        RecordingPlayer player = RecordingPlayer.joined(server);
        player.send(Message.of("goodbye"));
        player.close();
        player.close();
        mustHaveEnded(player, Kind.CLOSED, "goodbye", "onClose PEER_CLOSED", "onDisconnect");
    }

    @Test
    void theServerCloses() {
        RecordingPlayer player = RecordingPlayer.joined(server);
        player.send(Message.of("close_me"));
        mustHaveEnded(player, Kind.PEER_CLOSED, "onClose CLOSED", "onDisconnect");
        assertThat(player.messages).containsExactly(Message.of("last"));
    }

    @Test
    void theServerKicksWithATextForThePlayer() {
        RecordingPlayer player = RecordingPlayer.joined(server);
        player.send(Message.of("kick_me"));
        mustHaveEnded(player, Kind.KICKED, "onClose KICKED", "onDisconnect");
        assertThat(player.awaitEnd().text()).isEqualTo("enough of you");
        assertThat(player.messages).containsExactly(Message.of("last"));
    }

    @Test
    void theServerStops() {
        RecordingPlayer player = RecordingPlayer.joined(server);
        server.stop();
        mustHaveEnded(player, Kind.STOPPED, "onClose STOPPED", "onDisconnect");
    }

    @Test
    void theServerIsStoppedByAHandler() {
        RecordingPlayer player = RecordingPlayer.joined(server);
        player.send(Message.of("stop_server"));
        mustHaveEnded(player, Kind.STOPPED, "onClose STOPPED", "onDisconnect");
    }

    @Test
    void aPlainPeerEndsItsOutput() throws IOException {
        try (RawPeer peer = RawPeer.connectTo(server).greeted()) {
            peer.send(Message.of("goodbye"));
            peer.endOutput();
            assertThat(peer.readToEnd().payloads()).isEmpty();
        }
        server.awaitEndOf(FIRST);
        assertThat(server.storyOf(FIRST)).containsExactly("goodbye", "onClose PEER_CLOSED", "onDisconnect");
    }

    @Test
    void anExtendedPeerEndsItsOutputWithoutAGoodbye() throws IOException {
        try (RawPeer peer = RawPeer.connectTo(server).sendHello().greeted()) {
            peer.endOutput();
            peer.readToEnd();
        }
        server.awaitEndOf(FIRST);
        assertThat(server.storyOf(FIRST)).containsExactly("onClose LOST", "onDisconnect");
    }

    @Test
    void aPeerEndsWithinAFrame() throws IOException {
        try (RawPeer peer = RawPeer.connectTo(server).greeted()) {
            peer.send(RawPeer.hex("0000000d 81a6"));
            peer.endOutput();
            peer.readToEnd();
        }
        assertThat(server.awaitEndOf(FIRST).kind()).isEqualTo(Kind.LOST);
    }

    @Test
    void aPeerResets() throws IOException {
        try (RawPeer peer = RawPeer.connectTo(server).greeted()) {
            peer.send(Message.of("echo")).readMessage();
            peer.reset();
        }
        server.awaitEndOf(FIRST);
        assertThat(server.storyOf(FIRST)).containsExactly("onClose LOST", "onDisconnect");
    }

    /** What a server of somebody else's does, and how it ends for our client. */
    private static CloseReason mustEndFor(Kind kind, ScriptedServer.Script script) throws Exception {
        CompletableFuture<Void> helloHasCome = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.playing(peer -> {
            peer.send(Message.of("connected")).send(Message.of("hello"));
            helloHasCome.join();
            script.play(peer);
        })) {
            RecordingPlayer player = new RecordingPlayer(
                    ClientOptions.builder().frameTimeout(Duration.ofMillis(300)).build());
            player.connect("127.0.0.1", server.port());
            player.pumpUntilMessages(1);
            helloHasCome.complete(null);
            assertThat(player.awaitEnd().kind()).isEqualTo(kind);
            server.awaitPlayed();
            player.pump();
            assertThat(player.story).containsExactly("onConnected", "onDisconnected " + kind);
            assertThat(player.messages).containsExactly(Message.of("hello"));
            return player.awaitEnd();
        }
    }

    @Test
    void aPlainServerEnds() throws Exception {
        mustEndFor(Kind.PEER_CLOSED, RawPeer::endOutput);
    }

    @Test
    void aServerResets() throws Exception {
        CloseReason reason = mustEndFor(Kind.LOST, RawPeer::reset);
        assertThat(reason.text()).as("what a player may read").startsWith("Connection reset");
    }

    @Test
    void aServerSendsNoFrame() throws Exception {
        mustEndFor(Kind.PROTOCOL_ERROR, peer -> {
            peer.send(RawPeer.hex("00000001c0"));
            peer.readToEnd();
        });
    }

    @Test
    void aServerSendsMoreThanTheLimit() throws Exception {
        mustEndFor(Kind.LIMIT, peer -> {
            peer.send(RawPeer.hex("00100001"));
            peer.readToEnd();
        });
    }

    @Test
    void aServerFallsSilentWithinAFrame() throws Exception {
        mustEndFor(Kind.TIMED_OUT, peer -> {
            peer.send(RawPeer.hex("0000000d 81a6"));
            peer.readToEnd();
        });
    }

    @Test
    void stoppingUnderLoadEndsEveryChannelOnceAndDeliversWhatWasSentBefore() throws IOException {
        int players = 8;
        List<RecordingPlayer> all = new ArrayList<>();
        for (int i = 0; i < players; i++) {
            all.add(RecordingPlayer.joined(server));
        }
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger arrived = new AtomicInteger();
        Thread load = new Thread(() -> {
            while (all.stream()
                            .mapToInt(player -> player.send(Message.of("relay", "n", sent.get())))
                            .sum()
                    > 0) {
                sent.incrementAndGet();
                all.forEach(RecordingPlayer::pump);
                arrived.set(all.get(0).messages.size());
            }
        });
        load.start();
        await().until(() -> sent.get() > 50 && arrived.get() > 0);
        server.stop();
        assertThat(server.channels()).isEmpty();
        for (int id = 1; id <= players; id++) {
            assertThat(server.storyOf(id)).containsExactly("onClose STOPPED", "onDisconnect");
        }
        await().until(() -> !load.isAlive());
        for (RecordingPlayer player : all) {
            assertThat(player.awaitEnd().kind()).isEqualTo(Kind.STOPPED);
            assertThat(player.story).containsExactly("onConnected", "onDisconnected STOPPED");
        }
        // The same number for all: a broadcast reaches everybody or, after the end, nobody.
        int reached = all.get(0).messages.size();
        assertThat(reached).isPositive();
        assertThat(all).allMatch(player -> player.messages.equals(all.get(0).messages));
    }

    @Test
    void noThreadIsLeftAfterTheServerHasStoppedAndTheLastClientHasClosed() {
        RecordingPlayer player = RecordingPlayer.joined(server);
        assertThat(threads()).anyMatch(name -> name.startsWith("repod-server-")).contains("repod-client-io");
        player.close();
        player.awaitEnd();
        server.stop();
        assertThat(threads()).noneMatch(name -> name.startsWith("repod-server-"));
        // The client's loop ends once the server has taken note of its goodbye.
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("repod-"))
                .toList();
    }

    @Test
    void withAThreadOfItsOwnForIoTheEndingsAreTheSame() {
        server.stop();
        server = RecordingServer.started(
                RecordingServer.onAnyPort().ioThread(true).build());
        RecordingPlayer player = RecordingPlayer.joined(server);
        player.send(Message.of("goodbye"));
        player.send(Message.of("kick_me"));
        mustHaveEnded(player, Kind.KICKED, "goodbye", "onClose KICKED", "onDisconnect");
        assertThat(threads()).noneMatch(name -> name.startsWith("repod-game-"));
    }
}
