package dev.repod.examples.guide.listing;

import static dev.repod.examples.guide.listing.Canvas.draw;
import static dev.repod.examples.guide.listing.Canvas.render;
import static dev.repod.examples.guide.listing.Canvas.running;
import static dev.repod.examples.guide.listing.Canvas.show;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;

// spotless:off
// docs: server
record Move(double x, double y) {
    Move {
        if (!(x >= 0 && x <= 1000 && y >= 0 && y <= 1000)) throw new IllegalArgumentException("position out of bounds");
    }
}
record Moved(int player, double x, double y) {}

class Player extends Channel<Game> {
    @On void move(Move move) { server().sendToAll(new Moved(id(), move.x(), move.y())); }
    @On void chat(Message chat) { server().sendToAll(chat); }
}

class Game extends Server<Player> {
    Game(ServerOptions options) { super(Player::new, options); }
    @Override protected void onConnect(Player player) { player.send(Message.of("welcome", "id", player.id())); }
}

// end docs
final class GameProgram {
    private GameProgram() {}

    public static void main(String[] args) {
        // docs: server
        new Game(ServerOptions.builder().port(5071).build()).launch();      // blocks; Ctrl+C stops it gracefully
        // end docs
    }
}

// docs: client
class Screen extends ConnectionListener {
    @Override protected void onConnected()                         { send(new Move(10, 20)); }
    @Override protected void onError(ConnectionError error)        { show(error.message()); }
    @Override protected void onDisconnected(CloseReason reason)    { show("Disconnected: " + reason); }
    @On void moved(Moved moved)                                    { draw(moved); }
}
// end docs

final class ScreenProgram {
    private ScreenProgram() {}

    static void play() {
        // docs: client
        var screen = new Screen();
        screen.connect("localhost", 5071);
        while (running) { screen.pump(); render(); }                        // every callback runs here, on the game's own thread
        // end docs
    }
}
// spotless:on
