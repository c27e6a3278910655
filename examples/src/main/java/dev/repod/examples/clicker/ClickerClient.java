package dev.repod.examples.clicker;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Clicks once a second, tells its score, and comes back whatever happens to the server, until it is closed. */
public final class ClickerClient extends ConnectionListener {
    private static final int FRAME_MILLIS = 20;
    private static final int FRAMES_BETWEEN_CLICKS = 50;

    private final Consumer<String> report;
    private boolean wasConnected;
    private boolean isOver;
    private @Nullable String failure;

    public ClickerClient(Consumer<String> report) {
        super(ClientOptions.builder().reconnect(Reconnect.exponential()).build());
        this.report = report;
    }

    /**
     * Clicks until it is closed.
     *
     * @return why it failed, null if it did not
     */
    public @Nullable String run(String host, int port) throws InterruptedException {
        connect(host, port);
        for (int frame = 1; !isOver; frame++) {
            pump();
            if (isConnected() && frame % FRAMES_BETWEEN_CLICKS == 0) {
                send(Message.of("click"));
            }
            Thread.sleep(FRAME_MILLIS);
        }
        return failure;
    }

    @On
    void score(ClickerServer.Score score) {
        report.accept("score " + score.clicks());
    }

    @Override
    protected void onConnected() {
        wasConnected = true;
    }

    /** A server that was never there is a typing error more often than a server that will come. */
    @Override
    protected void onError(ConnectionError error) {
        if (!wasConnected) {
            failure = error.message();
            close();
        }
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        report.accept(String.format(
                Locale.ROOT, "connection lost, attempt %d in %.1f s", attempt, delay.toMillis() / 1000.0));
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        report.accept("back: " + resumption);
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        isOver = true;
        if (reason.kind() != CloseReason.Kind.CLOSED) {
            failure = "the connection has ended: " + reason;
        }
    }
}
