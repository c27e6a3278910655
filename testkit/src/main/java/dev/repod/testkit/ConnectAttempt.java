package dev.repod.testkit;

import dev.repod.ConnectionError.Kind;
import dev.repod.internal.transport.ConnectFailures;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One client's attempt to connect. It has one outcome, or none once it is cancelled. On the client's loop. */
final class ConnectAttempt implements Network.Attempt {
    /** How long the system waits before it knocks again; after that always twice as long (RFC 6298, section 2). */
    private static final Duration FIRST_REPEAT = Duration.ofSeconds(1);

    private final VirtualLoop loop;
    private final String host;
    private final int port;
    private final long timeoutNanos;
    private final ConnectListener listener;
    private long nextRepeatNanos = FIRST_REPEAT.toNanos();
    private IoLoop.@Nullable Timer deadline;
    private @Nullable MemoryLink found;
    private boolean over;

    ConnectAttempt(VirtualLoop loop, String host, int port, long timeoutNanos, ConnectListener listener) {
        this.loop = loop;
        this.host = host;
        this.port = port;
        this.timeoutNanos = timeoutNanos;
        this.listener = listener;
    }

    VirtualLoop loop() {
        return loop;
    }

    LabProcess process() {
        return loop.process();
    }

    int port() {
        return port;
    }

    boolean isOver() {
        return over;
    }

    void begin() {
        deadline = loop.schedule(timeoutNanos, this::onDeadline);
    }

    /** When to knock again, since nobody has answered. */
    long nextRepeatNanos() {
        long repeatNanos = nextRepeatNanos;
        nextRepeatNanos = 2 * repeatNanos;
        return repeatNanos;
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
            finish();
            link.open(listener::onConnected);
        }
    }

    void fail(Kind kind, String detail) {
        if (!over) {
            finish();
            listener.onFailed(ConnectFailures.error(kind, host, port, detail));
        }
    }

    private void onDeadline() {
        resetFound();
        fail(
                Kind.TIMED_OUT,
                "no answer within " + Duration.ofNanos(timeoutNanos).toMillis() + " ms");
    }

    /** What the server has accepted by now is gone for it too. */
    @Override
    public void cancel() {
        if (!over) {
            finish();
            resetFound();
        }
    }

    private void resetFound() {
        if (found != null) {
            found.reset();
        }
    }

    private void finish() {
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
