package dev.repod.sockets;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server of the kind that the guide on recovery describes: a score for each player, which survives the link. */
final class SessionServer extends Server<SessionServer.Player> {
    /** Every callback, with the number of the channel. */
    final List<String> story = new CopyOnWriteArrayList<>();

    SessionServer(ServerOptions options) {
        super(Player::new, options);
    }

    int port() {
        return address().getPort();
    }

    @Override
    protected void onDisconnect(Player player) {
        story.add("onDisconnect " + player.id());
    }

    static final class Player extends Channel<SessionServer> {
        private int score;

        private void note(String what) {
            server().story.add(what + " " + id());
        }

        @On
        void add(Message message) {
            score += message.getInt("points");
            send(Message.of("score", "score", score));
        }

        @On
        void echo(Message message) {
            send(message);
        }

        @Override
        protected void onConnect() {
            note("onConnect");
        }

        @Override
        protected void onDetached() {
            note("onDetached");
        }

        @Override
        protected void onResumed() {
            note("onResumed");
        }

        @Override
        protected void onClose(CloseReason reason) {
            server().story.add("onClose " + id() + " " + reason.kind());
        }

        @Override
        protected @Nullable Message saveState() {
            return Message.of("state", "score", score);
        }
    }
}
