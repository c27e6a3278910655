package dev.repod.benchmarks.soak;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.Reconnect;
import java.time.Duration;

/** One guest's client. On the thread that pumps it. */
final class Visitor extends ConnectionListener {
    private static final ClientOptions OPTIONS = ClientOptions.builder()
            .reconnect(Reconnect.exponential(Duration.ofMillis(20), Duration.ofMillis(500))
                    .attempts(20))
            .build();

    private boolean ended;
    private long received;

    Visitor() {
        super(OPTIONS);
    }

    boolean hasEnded() {
        return ended;
    }

    long received() {
        return received;
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        ended = true;
    }

    @Override
    protected void onUnhandled(Message message) {
        received++;
    }
}
