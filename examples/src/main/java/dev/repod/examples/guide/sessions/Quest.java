package dev.repod.examples.guide.sessions;

import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.Sessions;
import java.time.Duration;

record Gold(int gold) {}

record Saved(String name, int gold) {}

final class QuestOptions {
    private QuestOptions() {}

    static ServerOptions server() {
        // docs: server
        ServerOptions options = ServerOptions.builder()
                .sessions(Sessions.resumable(Duration.ofSeconds(30)))
                .build();
        // end docs
        return options;
    }

    static ClientOptions client() {
        // docs: client
        ClientOptions options =
                ClientOptions.builder().reconnect(Reconnect.exponential()).build();
        // end docs
        return options;
    }

    static ServerOptions bounded() {
        // docs: bounds
        Sessions sessions =
                Sessions.resumable(Duration.ofMinutes(2)).buffer(200, 32 * 1024); // for each session: messages, bytes
        ServerOptions server = ServerOptions.builder().sessions(sessions).build();
        ClientOptions client = ClientOptions.builder()
                .reconnect(Reconnect.exponential())
                .replayBuffer(200, 32 * 1024) // the client's own, for what it sends
                .build();
        // end docs
        return client.equals(ClientOptions.standard()) ? ServerOptions.standard() : server;
    }

    static ServerOptions stored(SessionStore store) {
        // docs: store
        Sessions sessions = Sessions.resumable(Duration.ofMinutes(5))
                .store(store) // such as the FileSessionStore of the examples
                .saveEvery(Duration.ofSeconds(1)); // what a server that is killed may lose
        ServerOptions options = ServerOptions.builder().sessions(sessions).build();
        // end docs
        return options;
    }
}

class Quest extends Server<Quest.Hero> {
    Quest(ServerOptions options) {
        super(Hero::new, options);
    }

    // docs: channel
    static class Hero extends Channel<Quest> {
        private String name = "a stranger";
        private int gold;
        private boolean isAsleep;

        @On
        void name(Message introduction) {
            name = introduction.getString("name");
        }

        @On
        void dig() {
            gold++;
            send(new Gold(gold));
        }

        @Override
        protected void onDetached() {
            isAsleep = true; // stays in the game, and no monster attacks it
            server().sendToAllExcept(this, Message.of("asleep", "name", name));
        }

        @Override
        protected void onResumed() {
            isAsleep = false;
            server().sendToAllExcept(this, Message.of("awake", "name", name));
        }
        // end docs

        boolean isAsleep() {
            return isAsleep;
        }

        // docs: state
        @Override
        protected Message saveState() {
            return Message.from(new Saved(name, gold));
        }

        @Override
        protected void restoreState(Message state) { // before onConnect
            Saved saved = state.as(Saved.class);
            name = saved.name();
            gold = saved.gold();
        }
        // end docs

        // docs: goodbye
        @On
        void goodbye() {
            close(); // ends the session: nobody comes back to it
        }
        // end docs
        // docs: channel
    }
    // end docs
}

// docs: player
class Player extends ConnectionListener {
    String notice = "";
    int gold;

    Player(ClientOptions options) {
        super(options);
    }

    @Override
    protected void onConnected() {
        introduce();
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        notice = switch (resumption) {
            case RESUMED -> "";
            case RESTORED -> "The server was started anew. Your last second may be lost.";
            case FRESH -> "You were away for too long, and begin again.";
        };
        if (resumption == Resumption.FRESH) {
            gold = 0;
            introduce();
        }
    }

    private void introduce() {
        send(Message.of("name", "name", "Ada"));
    }

    @On
    void gold(Gold found) {
        gold = found.gold();
    }
}
// end docs
