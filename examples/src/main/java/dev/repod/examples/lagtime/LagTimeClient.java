package dev.repod.examples.lagtime;

import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers a lag-time server's pings, and leaves after ten. */
public final class LagTimeClient extends ConnectionListener {
    private static final int PINGS = 10;
    private static final int FRAME_MILLIS = 1;

    private final Consumer<String> report;
    private int answered;
    private boolean isOver;
    private @Nullable String failure;

    public LagTimeClient(Consumer<String> report) {
        this.report = report;
    }

    /**
     * Connects, answers ten pings and leaves. What the server measures holds the time until {@code pump} is called: with
     * sixty frames a second that alone would be up to 17 ms.
     *
     * @return why it failed, null if it did not
     */
    public @Nullable String run(String host, int port) throws InterruptedException {
        connect(host, port);
        while (!isOver) {
            pump();
            Thread.sleep(FRAME_MILLIS);
        }
        return failure;
    }

    @On
    void ping(Message ping) {
        send(ping); // the same message back, whatever is in it
        report.accept("answered ping " + ping.getInt("count"));
        answered++;
        if (answered == PINGS) {
            close();
        }
    }

    @Override
    protected void onError(ConnectionError error) {
        failure = error.message();
        isOver = true;
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        if (reason.kind() != CloseReason.Kind.CLOSED) {
            failure = "the connection ended after " + answered + " pings: " + reason;
        }
        isOver = true;
    }
}
