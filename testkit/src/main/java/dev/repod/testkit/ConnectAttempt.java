package dev.repod.testkit;

import dev.repod.ConnectionError.Kind;
import dev.repod.internal.transport.ConnectFailures;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.Network;

/** One client's attempt to connect. It has one outcome, or none once it is cancelled. On the client's loop. */
final class ConnectAttempt implements Network.Attempt {
    private final String host;
    private final int port;
    private final ConnectListener listener;
    private boolean over;

    ConnectAttempt(String host, int port, ConnectListener listener) {
        this.host = host;
        this.port = port;
        this.listener = listener;
    }

    int port() {
        return port;
    }

    void succeed(MemoryLink link) {
        if (over) {
            link.reset();
            return;
        }
        over = true;
        link.open(listener::onConnected);
    }

    void fail(Kind kind, String detail) {
        if (!over) {
            over = true;
            listener.onFailed(ConnectFailures.error(kind, host, port, detail));
        }
    }

    @Override
    public void cancel() {
        over = true;
    }
}
