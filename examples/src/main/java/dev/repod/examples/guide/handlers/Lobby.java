package dev.repod.examples.guide.handlers;

import dev.repod.Channel;
import dev.repod.Client;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;

record Throw(int strength) {}

// docs: forms
class Guest extends Channel<Lobby> {
    @On
    void ready() { // handles "ready"; the fields do not matter
        server().sendToAll(Message.of("ready", "player", id()));
    }

    @On
    void chat(Message chat) { // handles "chat"; passes it on without looking inside
        server().sendToAll(chat);
    }

    @On("throw") // throw is a word of Java's, so the method has another name
    void throwBall(Throw ball) {
        server().sendToAllExcept(this, Message.of("thrown", "player", id(), "strength", ball.strength()));
    }

    @Override
    protected void onUnhandled(Message message) {
        send(Message.of("error", "message", "no such action", "about", message.action()));
    }
}
// end docs

// docs: inherited
interface Dancer {
    @On
    default void dance(Message dance) {
        everybody().sendToAll(dance);
    }

    Server<?> everybody();
}

class DancingGuest extends Guest implements Dancer {
    @Override
    public Server<?> everybody() {
        return server();
    }
}
// end docs

class Lobby extends Server<Guest> {
    Lobby(ServerOptions options) {
        super(DancingGuest::new, options);
    }
}

// docs: poll
final class Robot {
    private final Client client = new Client();
    private boolean running = true;

    void join(String host, int port) {
        client.connect(host, port);
    }

    /** Called once a frame. */
    void think() {
        for (Event event = client.poll(); event != null; event = client.poll()) {
            if (event instanceof Event.Connected) {
                client.send(Message.of("ready"));
            } else if (event instanceof Event.Received received) {
                System.out.println("robot hears " + received.message());
                client.close();
            } else if (event instanceof Event.Failed || event instanceof Event.Disconnected) {
                running = false; // failed.error() and disconnected.reason() say why
            }
        }
    }

    boolean isRunning() {
        return running;
    }
}
// end docs
