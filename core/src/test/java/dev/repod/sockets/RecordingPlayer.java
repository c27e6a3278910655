package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A client that writes down what it is told. It is pumped by the test's own thread while that waits. */
final class RecordingPlayer extends ConnectionListener {
    final List<String> story = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    private ConnectionError error;
    private CloseReason reason;

    RecordingPlayer() {}

    RecordingPlayer(ClientOptions options) {
        super(options);
    }

    /** A client that has connected. */
    static RecordingPlayer joined(String host, int port) {
        RecordingPlayer player = new RecordingPlayer();
        player.connect(host, port);
        player.pumpUntil("onConnected");
        return player;
    }

    static RecordingPlayer joined(RecordingServer server) {
        return joined("127.0.0.1", server.port());
    }

    /** Pumps until this was told; answers the whole story so far. */
    List<String> pumpUntil(String told) {
        await("told " + told).until(() -> {
            pump();
            return story.stream().anyMatch(line -> line.startsWith(told));
        });
        return story;
    }

    /** Pumps until that many messages have come. */
    List<Message> pumpUntilMessages(int count) {
        await(count + " messages").until(() -> {
            pump();
            return messages.size() >= count;
        });
        return messages;
    }

    ConnectionError awaitError() {
        pumpUntil("onError");
        return Objects.requireNonNull(error);
    }

    CloseReason awaitEnd() {
        pumpUntil("onDisconnected");
        return Objects.requireNonNull(reason);
    }

    @Override
    protected void onConnected() {
        story.add("onConnected");
    }

    @Override
    protected void onError(ConnectionError failure) {
        error = failure;
        story.add("onError " + failure.kind());
    }

    @Override
    protected void onDisconnected(CloseReason why) {
        reason = why;
        story.add("onDisconnected " + why.kind());
    }

    @Override
    protected void onUnhandled(Message message) {
        messages.add(message);
    }
}
