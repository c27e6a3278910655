package dev.repod.examples.guide.slow;

import dev.repod.Channel;
import dev.repod.ConnectionListener;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

record Steer(double heading) {}

record Plane(int pilot, double x, double y) {}

record Sky(List<Plane> planes) {}

record Crashed(int pilot) {}

record Weather(String region, double wind) {}

record Tile(int number, byte[] ground) {}

/** A game that sends where everybody is 60 times a second. */
class Skies extends Server<Skies.Pilot> {
    static final int TILES = 400;

    Skies(ServerOptions options) {
        super(Pilot::new, options);
    }

    // docs: snapshot
    @Override
    protected void onTick(double seconds) {
        List<Plane> planes = new ArrayList<>();
        for (Pilot pilot : channels()) {
            pilot.fly(seconds);
            planes.add(pilot.plane());
        }
        sendLatestToAll(new Sky(planes)); // only the newest counts
    }

    void crash(Pilot pilot) {
        sendToAll(new Crashed(pilot.id())); // has to arrive, and does, before any sky that was sent after it
    }
    // end docs

    // docs: key
    void blow(String region, double wind) {
        sendLatestToAll(new Weather(region, wind), region); // the newest of each region
    }
    // end docs

    static class Pilot extends Channel<Skies> {
        // docs: ground
        private int nextTile;

        @On
        void enter() {
            onWritable();
        }

        @Override
        protected void onWritable() {
            while (nextTile < TILES && isWritable()) {
                send(new Tile(nextTile, server().ground(nextTile)));
                nextTile++;
            }
        }
        // end docs

        private double x;
        private double heading = 1;

        @On
        void steer(Steer steer) {
            heading = steer.heading();
        }

        void fly(double seconds) {
            x += heading * seconds;
        }

        Plane plane() {
            return new Plane(id(), x, 100);
        }

        int tilesSent() {
            return nextTile;
        }
    }

    byte[] ground(int tile) {
        byte[] ground = new byte[4000];
        ground[0] = (byte) tile;
        return ground;
    }

    static ServerOptions strict() {
        // docs: limits
        Limits limits = Limits.standard()
                .withMaxQueuedBytes(256 << 10) // waiting for one player
                .withMaxQueuedTime(Duration.ofSeconds(2)); // the oldest of it
        ServerOptions options = ServerOptions.builder().limits(limits).build();
        // end docs
        return options;
    }
}

class Cockpit extends ConnectionListener {
    // docs: stick
    /** Called each frame, with where the stick is. */
    void stick(double heading) {
        sendLatest(new Steer(heading));
    }
    // end docs

    final List<Message> seen = new ArrayList<>();

    @Override
    protected void onUnhandled(Message message) {
        seen.add(message);
    }
}
