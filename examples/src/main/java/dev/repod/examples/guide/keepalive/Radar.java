package dev.repod.examples.guide.keepalive;

import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionListener;
import dev.repod.Keepalive;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;

// docs: hud
class Radar extends ConnectionListener {
    String corner = "";

    Radar(ClientOptions options) {
        super(options);
    }

    /** Called once a frame, after pump(). */
    void drawCorner() {
        long millis = rtt().toMillis();
        corner = !isConnected() ? "offline" : rtt().isZero() ? "ping ?" : "ping " + millis + " ms";
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        corner = reason.toString(); // TIMED_OUT: nothing was heard within 15000 ms
    }
}
// end docs

// docs: server-rtt
class Blip extends Channel<Tower> {
    boolean isFarAway() {
        return rtt().compareTo(Duration.ofMillis(150)) > 0;
    }
}
// end docs

class Tower extends Server<Blip> {
    Tower(ServerOptions options) {
        super(Blip::new, options);
    }
}

final class Patience {
    private Patience() {}

    static ClientOptions quick() {
        // docs: quick
        Keepalive quick = Keepalive.every(Duration.ofSeconds(1)).deadAfter(Duration.ofSeconds(4));
        ClientOptions client = ClientOptions.builder().keepalive(quick).build();
        ServerOptions server = ServerOptions.builder().keepalive(quick).build();
        // end docs
        return server.keepalive().equals(client.keepalive()) ? client : ClientOptions.standard();
    }

    static ServerOptions plainPeers() {
        // docs: plain
        ServerOptions options = ServerOptions.builder()
                .keepalive(Keepalive.standard().plainPeers(true))
                .build();
        // end docs
        return options;
    }
}
