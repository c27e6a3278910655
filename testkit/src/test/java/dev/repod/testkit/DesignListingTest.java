package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The listing by which the library presents itself, as it is, played. */
final class DesignListingTest {
    record Move(double x, double y) {
        Move {
            if (!(x >= 0 && x <= 1000 && y >= 0 && y <= 1000)) {
                throw new IllegalArgumentException("position out of bounds");
            }
        }
    }

    record Moved(int player, double x, double y) {}

    static class Player extends Channel<Game> {
        @On
        void move(Move move) {
            server().sendToAll(new Moved(id(), move.x(), move.y()));
        }

        @On
        void chat(Message chat) {
            server().sendToAll(chat);
        }
    }

    static class Game extends Server<Player> {
        Game(ServerOptions options) {
            super(Player::new, options);
        }

        @Override
        protected void onConnect(Player player) {
            player.send(Message.of("welcome", "id", player.id()));
        }
    }

    static class Screen extends ConnectionListener {
        final List<Object> shown = new ArrayList<>();

        @Override
        protected void onConnected() {
            send(new Move(10, 20));
        }

        @Override
        protected void onError(ConnectionError error) {
            shown.add(error.message());
        }

        @Override
        protected void onDisconnected(CloseReason reason) {
            shown.add("Disconnected: " + reason);
        }

        @Override
        protected void onUnhandled(Message message) {
            shown.add(message);
        }

        @On
        void moved(Moved moved) {
            shown.add(moved);
        }
    }

    private final NetworkLab lab = NetworkLab.seeded(1);
    private final Game game =
            lab.open(() -> new Game(ServerOptions.builder().port(5071).build()));
    private final Screen screen = lab.open(Screen::new);

    private void play(Duration time) {
        lab.advance(time);
        screen.pump();
    }

    @Test
    void playsAsItReads() {
        game.start();
        screen.connect("localhost", 5071);
        play(Duration.ofMillis(10));
        play(Duration.ofMillis(10));
        assertThat(screen.shown).containsExactly(Message.of("welcome", "id", 1), new Moved(1, 10, 20));

        screen.shown.clear();
        screen.send(Message.of("chat", "text", "hello", "extra", List.of(1, 2)));
        play(Duration.ofMillis(10));
        assertThat(screen.shown).containsExactly(Message.of("chat", "text", "hello", "extra", List.of(1, 2)));

        screen.shown.clear();
        game.stop();
        screen.pump();
        assertThat(screen.shown).containsExactly("Disconnected: STOPPED");
    }

    @Test
    void showsAFriendlySentenceWhereNoGameRuns() {
        screen.connect("localhost", 5071);
        play(Duration.ofMillis(10));

        assertThat(screen.shown)
                .containsExactly("No server is running at localhost:5071. Check the address, or try again later.");
    }
}
