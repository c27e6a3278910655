package dev.repod.testkit;

import dev.repod.ConnectionError.Kind;
import dev.repod.internal.transport.ConnectFailures;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.Network;
import org.jspecify.annotations.Nullable;

/** One client's attempt to connect. It has one outcome, or none once it is cancelled. On the client's loop. */
final class ConnectAttempt implements Network.Attempt {
    private final String host;
    private final int port;
    private final ConnectListener listener;
    private @Nullable MemoryLink found;
    private boolean over;

    ConnectAttempt(String host, int port, ConnectListener listener) {
        this.host = host;
        this.port = port;
        this.listener = listener;
    }

    int port() {
        return port;
    }

    /** There is a server; this end will be up once the client knows. */
    void found(MemoryLink link) {
        found = link;
        if (over) {
            link.reset();
        }
    }

    void succeed(MemoryLink link) {
        if (!over) {
            over = true;
            link.open(listener::onConnected);
        }
    }

    void fail(Kind kind, String detail) {
        if (!over) {
            over = true;
            listener.onFailed(ConnectFailures.error(kind, host, port, detail));
        }
    }

    /** What the server has accepted by now is gone for it too. */
    @Override
    public void cancel() {
        if (!over) {
            over = true;
            if (found != null) {
                found.reset();
            }
        }
    }
}
