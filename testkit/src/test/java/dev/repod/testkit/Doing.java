package dev.repod.testkit;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.Message;
import dev.repod.Resumption;
import java.time.Duration;

/** A client that records what it is told, and then does in that callback what the test wants done there. */
final class Doing extends RecordingListener {
    Runnable whenConnected = () -> {};
    Runnable whenError = () -> {};
    Runnable whenDisconnected = () -> {};
    Runnable whenMessage = () -> {};
    Runnable whenReconnecting = () -> {};
    Runnable whenReconnected = () -> {};

    Doing() {}

    Doing(ClientOptions options) {
        super(options);
    }

    @Override
    protected void onConnected() {
        super.onConnected();
        whenConnected.run();
    }

    @Override
    protected void onError(ConnectionError error) {
        super.onError(error);
        whenError.run();
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        super.onDisconnected(reason);
        whenDisconnected.run();
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        super.onReconnecting(attempt, delay);
        whenReconnecting.run();
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        super.onReconnected(resumption);
        whenReconnected.run();
    }

    @Override
    protected void onUnhandled(Message message) {
        super.onUnhandled(message);
        whenMessage.run();
    }
}
