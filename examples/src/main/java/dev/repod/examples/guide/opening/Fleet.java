package dev.repod.examples.guide.opening;

import dev.repod.Authenticator;
import dev.repod.Channel;
import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

// docs: rules
record Sail(int ship, double course) {
    Sail {
        if (!(course >= 0 && course < 360)) {
            throw new IllegalArgumentException("a course is 0 to 360 degrees"); // wrong whoever says it
        }
    }
}

record Chart(int ship, int port) {}

class Captain extends Channel<Fleet> {
    private static final int CHARTS_PER_SECOND = 2;

    private int chartsLeft = CHARTS_PER_SECOND;

    @On
    void sail(Sail sail) {
        own(sail.ship()).course = sail.course();
    }

    /** Takes long to compute: a thousand of them a second, which the library lets through, would stop the game. */
    @On
    void chart(Chart chart) {
        if (chartsLeft == 0) {
            throw new InvalidMessageException("the charts are being drawn, ask again in a second");
        }
        chartsLeft--;
        send(server().findWay(own(chart.ship()), chart.port()));
    }

    void onSecond() {
        chartsLeft = CHARTS_PER_SECOND;
    }

    /** The same answer for a ship of another player as for none: who asks does not learn which there are. */
    private Ship own(int number) {
        Ship ship = server().ships.get(number);
        if (ship == null || !ship.owner.equals(principal())) {
            throw new InvalidMessageException("you have no ship " + number);
        }
        return ship;
    }
}
// end docs

class Ship {
    final String owner;
    double course;

    Ship(String owner) {
        this.owner = owner;
    }
}

record Way(int port, double course) {}

/** A game that anyone on the internet can reach: who may come in, and what who is in may do. */
public final class Fleet extends Server<Captain> {
    final Map<Integer, Ship> ships = new HashMap<>();

    Fleet(ServerOptions options) {
        super(Captain::new, options);
    }

    // docs: options
    static ServerOptions onTheInternet(Path certificates, Path key, Authenticator accounts) {
        return ServerOptions.builder()
                .host("0.0.0.0")
                .tls(Tls.pem(certificates, key))
                .authenticator(accounts)
                .app("fleet")
                .accepts(">=1.2 <2")
                .limits(Limits.standard().withMaxFrameBytes(64 << 10).withMaxMessagesPerSecond(60))
                .sessions(Sessions.resumable(Duration.ofSeconds(30)))
                .tick(Duration.ofSeconds(1))
                .build();
    }
    // end docs

    @Override
    protected void onTick(double seconds) {
        channels().forEach(Captain::onSecond);
    }

    Way findWay(Ship ship, int port) {
        return new Way(port, ship.course);
    }
}
