package dev.repod.examples.lagtime;

import dev.repod.Channel;
import dev.repod.InvalidMessageException;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.Locale;
import java.util.function.Consumer;

/** Pings each client as fast as it answers, and says how long the way there and back took. */
public final class LagTimeServer extends Server<LagTimeServer.Pinged> {
    private final Consumer<String> report;

    public LagTimeServer(ServerOptions options, Consumer<String> report) {
        super(Pinged::new, options);
        this.report = report;
    }

    record Ping(int count) {}

    /** One client, and the ping that it owes an answer. */
    static final class Pinged extends Channel<LagTimeServer> {
        private int count;
        private long sentNanos;

        @Override
        protected void onConnect() {
            sendPing();
        }

        private void sendPing() {
            sentNanos = System.nanoTime();
            send(new Ping(count));
        }

        @On
        void ping(Ping answer) {
            if (answer.count() != count) {
                throw new InvalidMessageException("the count should be " + count + ", not " + answer.count());
            }
            double millis = (System.nanoTime() - sentNanos) / 1e6;
            server().report.accept(String.format(Locale.ROOT, "client %d, ping %d: %.2f ms", id(), count, millis));
            count++;
            sendPing();
        }
    }
}
