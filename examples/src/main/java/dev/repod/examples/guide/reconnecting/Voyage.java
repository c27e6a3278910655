package dev.repod.examples.guide.reconnecting;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import java.time.Duration;
import java.util.function.LongSupplier;

final class Policies {
    private Policies() {}

    static ClientOptions of() {
        // docs: policy
        Reconnect policy = Reconnect.exponential() // ceilings of 1 s, 2 s, 4 s ... 30 s
                .attempts(20); // in a row; without this line it never gives up
        ClientOptions options = ClientOptions.builder().reconnect(policy).build();
        // end docs
        return options;
    }
}

// docs: countdown
class Voyage extends ConnectionListener {
    private final LongSupplier clockNanos; // System::nanoTime
    private long nextAttemptNanos;
    private int attempt;
    String status = "connecting";

    Voyage(ClientOptions options, LongSupplier clockNanos) {
        super(options);
        this.clockNanos = clockNanos;
    }

    @Override
    protected void onConnected() {
        status = "";
        send(Message.of("board", "name", "Ada"));
    }

    @Override
    protected void onReconnecting(int newAttempt, Duration delay) {
        attempt = newAttempt;
        nextAttemptNanos = clockNanos.getAsLong() + delay.toNanos();
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        attempt = 0;
        status = "";
        if (resumption != Resumption.RESUMED) {
            send(Message.of("board", "name", "Ada")); // the server does not know us any more
        }
    }

    @Override
    protected void onGaveUp() {
        attempt = 0;
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        status = "The connection is lost (" + reason.kind() + "). Press R to try again."; // R calls connect
    }

    /** Called once a frame, after pump(). */
    void drawStatus() {
        if (attempt > 0) {
            long millis = (nextAttemptNanos - clockNanos.getAsLong()) / 1_000_000;
            status = millis > 0
                    ? "Connection lost. Attempt " + attempt + " in " + (millis / 1000 + 1) + " s"
                    : "Connection lost. Attempt " + attempt + " ...";
        }
    }
}
// end docs

// docs: first
class Impatient extends ConnectionListener {
    private boolean wasConnected;
    String trouble = "";

    Impatient(ClientOptions options) {
        super(options);
    }

    @Override
    protected void onConnected() {
        wasConnected = true;
    }

    @Override
    protected void onError(ConnectionError error) {
        if (!wasConnected) {
            trouble = error.message();
            close(); // a server that was never there is not waited for
        }
    }
}
// end docs
