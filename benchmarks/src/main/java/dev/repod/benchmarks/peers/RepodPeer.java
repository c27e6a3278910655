package dev.repod.benchmarks.peers;

import dev.repod.Channel;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.benchmarks.sample.Broadcast;
import dev.repod.benchmarks.sample.BroadcastReply;
import dev.repod.benchmarks.sample.Echo;
import dev.repod.benchmarks.sample.EchoReply;
import dev.repod.benchmarks.sample.Snapshot;

/** Ours, as a game would write it: everything that is on for a user is on. */
final class RepodPeer implements Peer {
    private final boolean tls;

    RepodPeer(boolean tls) {
        this.tls = tls;
    }

    @Override
    public int listen(String host, int port) {
        Game game = tls ? gameOverTls(host, port) : game(host, port);
        game.start();
        return game.address().getPort();
    }

    static Game game(String host, int port) {
        // Its clients are many, from one address, and send as fast as they can: that is what is measured.
        return new Game(ServerOptions.builder()
                .host(host)
                .port(port)
                .limits(Limits.trusted())
                .build());
    }

    private static Game gameOverTls(String host, int port) {
        return new Game(ServerOptions.builder()
                .host(host)
                .port(port)
                .tls(Tls.selfSigned())
                .build());
    }

    static final class Game extends Server<Player> {
        Game(ServerOptions options) {
            super(Player::new, options);
        }
    }

    static final class Player extends Channel<Game> {
        @On
        void echo(Echo echo) {
            send(EchoReply.to(echo));
        }

        @On
        void broadcast(Broadcast message) {
            server().sendToAll(BroadcastReply.to(message));
        }

        @On
        void chat(Message chat) {
            server().sendToAll(chat);
        }

        @On
        void snapshot() {
            server().sendToAll(Snapshot.SAMPLE);
        }
    }
}
