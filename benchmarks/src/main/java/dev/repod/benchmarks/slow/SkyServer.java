package dev.repod.benchmarks.slow;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;

/** Sends the sky to everybody, by {@code send} or by {@code sendLatest}, and knows how much waits for whom. */
final class SkyServer extends Server<SkyServer.Watcher> {
    private final boolean latest;
    private final byte[] state = new byte[Sky.STATE_BYTES];
    private long number;
    private long mostQueuedBytes;
    private String slowOnesEnd = "there";

    SkyServer(boolean latest) {
        super(
                Watcher::new,
                ServerOptions.builder()
                        .port(0)
                        .tick(Duration.ofNanos(1_000_000_000L / Sky.PER_SECOND))
                        .build());
        this.latest = latest;
    }

    @Override
    protected void onTick(double seconds) {
        Message sky = Message.from(new Sky(++number, state));
        if (latest) {
            sendLatestToAll(sky);
        } else {
            sendToAll(sky);
        }
        for (Watcher watcher : channels()) {
            mostQueuedBytes = Math.max(mostQueuedBytes, watcher.queuedBytes());
        }
    }

    /** The words of it; on the loop. The most that waited for one client is counted anew from then on. */
    String takeWords() {
        String words = " sent=" + number + " queued=" + mostQueuedBytes + " watchers="
                + channels().size() + " slow/" + slowOnesEnd + "=1";
        mostQueuedBytes = 0;
        return words;
    }

    static final class Watcher extends Channel<SkyServer> {
        @Override
        protected void onClose(CloseReason reason) {
            server().slowOnesEnd = reason.kind().wireName();
        }
    }
}
