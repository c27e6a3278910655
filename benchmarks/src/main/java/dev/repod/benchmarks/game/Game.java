package dev.repod.benchmarks.game;

import dev.repod.Message;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** A server as a game would have it: the limits are those that it has by default. */
final class Game extends Server<Player> {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Census census = new Census();
    private final Set<Player> joined = new LinkedHashSet<>();
    private final byte[] state = new byte[World.STATE_BYTES];
    private long worlds;
    private int failures;

    Game(String host, int port, Duration window) {
        super(
                Player::new,
                ServerOptions.builder()
                        .host(host)
                        .port(port)
                        .tick(TICK)
                        .sessions(Sessions.resumable(window))
                        .build());
    }

    Census census() {
        return census;
    }

    /** The game's own mistakes: there should be none, whatever comes. The first is shown. */
    void failed(Throwable error) {
        if (failures++ == 0) {
            error.printStackTrace();
        }
    }

    int failures() {
        return failures;
    }

    void joined(Player player) {
        joined.add(player);
    }

    @Override
    protected void onDisconnect(Player player) {
        joined.remove(player);
    }

    @Override
    protected void onTick(double seconds) {
        Message world = Message.from(new World(++worlds, state));
        joined.forEach(player -> player.send(world));
    }
}
