package dev.repod.testkit;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.Message;

/** A client that records what it is told, and then does in that callback what the test wants done there. */
final class Doing extends RecordingListener {
    Runnable whenConnected = () -> {};
    Runnable whenError = () -> {};
    Runnable whenDisconnected = () -> {};
    Runnable whenMessage = () -> {};

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
    protected void onUnhandled(Message message) {
        super.onUnhandled(message);
        whenMessage.run();
    }
}
