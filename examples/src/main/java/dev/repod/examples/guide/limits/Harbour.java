package dev.repod.examples.guide.limits;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;

class Harbour extends Server<Harbour.Ship> {
    int signals;

    Harbour(Limits limits) {
        super(Ship::new, ServerOptions.builder().limits(limits).build());
    }

    static final class Ship extends Channel<Harbour> {
        @On
        void signal(Message signal) {
            server().signals++;
        }
    }
}

final class Berths {
    private Berths() {}

    static Limits sized() {
        // docs: sized
        Limits limits = Limits.standard()
                .withMaxConnections(500) // what this machine was measured with
                .withMaxConnectionsPerAddress(8) // a family, or a small school
                .withMaxFrameBytes(16 << 10) // the largest message, to clients and from them
                .withMaxMessagesPerSecond(120) // the game sends 60
                .withMaxBytesPerSecond(32 << 10)
                .withBurst(Duration.ofSeconds(3)); // how long a hiccup of the network may be
        // end docs
        return limits;
    }

    static ServerOptions rehearsal(Limits limits) {
        // docs: dry-run
        ServerOptions options =
                ServerOptions.builder().limits(limits.withDryRun(true)).build();
        // end docs
        return options;
    }

    static ServerOptions amongFriends() {
        // docs: trusted
        ServerOptions options = ServerOptions.builder().limits(Limits.trusted()).build();
        // end docs
        return options;
    }
}

// docs: client
class Bridge extends ConnectionListener {
    String notice = "";

    @On
    void error(Message error) {
        notice = error.getString("message"); // too fast: more than 120 messages a second
    }

    @Override
    protected void onError(ConnectionError error) {
        notice = error.detail(); // it was not let in: connections 501 is over the limit of 500
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        notice = reason.toString(); // LIMIT: messages_per_second 960 is over the limit of 120
    }
}
// end docs
