package dev.repod.examples.guide.connecting;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import java.time.Duration;

// docs: listener
class Lounge extends ConnectionListener {
    String status = "";

    @Override
    protected void onConnected() {
        status = "Connected.";
    }

    @Override
    protected void onError(ConnectionError error) {
        System.err.println(error.detail()); // for you: "Connection refused: ..."
        status = switch (error.kind()) {
            case REFUSED, TIMED_OUT -> error.message() + " Press R to retry.";
            case UNKNOWN_HOST -> error.message() + " Press E to edit.";
            default -> error.message();
        };
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        status = switch (reason.kind()) {
            case CLOSED -> "Goodbye.";
            case KICKED -> "You were sent away: " + reason.text();
            case STOPPED -> "The server is closing. Come back later.";
            default -> "The connection is lost: " + reason;
        };
    }
}
// end docs

// docs: retry
class Stubborn extends ConnectionListener {
    private final String host;
    private final int port;
    private int attemptsLeft = 3;

    Stubborn(String host, int port) {
        super(ClientOptions.builder().connectTimeout(Duration.ofSeconds(2)).build());
        this.host = host;
        this.port = port;
        connect(host, port);
    }

    int attemptsLeft() {
        return attemptsLeft;
    }

    @Override
    protected void onError(ConnectionError error) {
        attemptsLeft--;
        if (attemptsLeft > 0) {
            connect(host, port); // allowed: this attempt is over
        }
    }
}
// end docs
