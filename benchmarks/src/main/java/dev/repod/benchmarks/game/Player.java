package dev.repod.benchmarks.game;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.On;

/** The server's side of a player, or of somebody who says that he is one. */
final class Player extends Channel<Game> {
    @On
    void join() {
        server().joined(this);
    }

    @On
    void move(Move move) {
        send(new Moved(move.number(), move.dueNanos()));
    }

    /** Looks at what was said, as a game does. */
    @On
    void chat(Message chat) {
        if (chat.has("text") && chat.getString("text").isBlank()) {
            close();
        }
    }

    @On
    void fetch() {
        send(Page.SAMPLE);
    }

    @Override
    protected void onError(Throwable error) {
        server().failed(error);
    }

    @Override
    protected void onClose(CloseReason reason) {
        server().census().ended(address(), reason);
    }
}
