package dev.repod.examples.guide.stopping;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

// docs: server
class Patron extends Channel<Tavern> {
    private boolean saidGoodbye;

    @On
    void goodbye() {
        saidGoodbye = true;
    }

    @On
    void fight() {
        kick("no fighting in here");
    }

    @Override
    protected void onClose(CloseReason reason) {
        server().book.add(id() + " " + reason.kind() + (saidGoodbye ? " politely" : ""));
    }
}

class Tavern extends Server<Patron> {
    final List<String> book = new CopyOnWriteArrayList<>();

    Tavern(ServerOptions options) {
        super(Patron::new, options);
    }

    @Override
    protected void onStopping() {
        sendToAll(Message.of("last_call", "text", "The tavern closes."));
    }

    @Override
    protected void onDisconnect(Patron patron) {
        book.add(channels().size() + " left");
    }
}
// end docs

final class TavernProgram {
    private TavernProgram() {}

    // docs: launch
    public static void main(String[] args) {
        Tavern tavern = new Tavern(ServerOptions.builder().host("0.0.0.0").build());
        tavern.launch(); // returns after Ctrl+C or SIGTERM, when everybody has been told
        System.out.println(tavern.book);
    }
    // end docs

    static void beside(Runnable game) {
        // docs: start-stop
        try (Tavern tavern = new Tavern(ServerOptions.builder().port(0).build())) {
            tavern.start(); // returns at once
            System.out.println("on port " + tavern.address().getPort());
            game.run();
        } // close() is stop()
        // end docs
    }
}

// docs: client
class Visitor extends ConnectionListener {
    void leave() {
        send(Message.of("goodbye"));
        close(); // the goodbye is flushed first, even if the program ends now
    }
}
// end docs
