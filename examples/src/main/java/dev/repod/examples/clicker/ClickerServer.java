package dev.repod.examples.clicker;

import dev.repod.Channel;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;

/** Counts the clicks of each player. Its options say for how long a player may be away, and where scores are kept meanwhile. */
public final class ClickerServer extends Server<ClickerServer.Player> {
    public ClickerServer(ServerOptions options) {
        super(Player::new, options);
    }

    /** Server to one: so many times you have clicked. The same is saved. */
    record Score(int clicks) {}

    /** One player, and what he has achieved. */
    static final class Player extends Channel<ClickerServer> {
        private int clicks;

        @Override
        protected void restoreState(Message state) {
            clicks = state.as(Score.class).clicks();
        }

        @Override
        protected Message saveState() {
            return Message.from(new Score(clicks));
        }

        @Override
        protected void onConnect() {
            send(new Score(clicks)); // of a restored player, the one from before
        }

        @On
        void click() {
            clicks++;
            send(new Score(clicks));
        }
    }
}
