package dev.repod.internal.transport;

import org.jspecify.annotations.Nullable;

/** The loop of all clients of the process: made for the first that needs it, ended with the last. Safe for any thread. */
final class SharedClientLoop {
    private @Nullable NettyLoop loop;
    private int users;

    synchronized NettyLoop acquire() {
        if (loop == null) {
            loop = new NettyLoop("repod-client-io", true);
        }
        users++;
        return loop;
    }

    synchronized void release() {
        users--;
        if (users == 0 && loop != null) {
            loop.shutdown();
            loop = null;
        }
    }
}
