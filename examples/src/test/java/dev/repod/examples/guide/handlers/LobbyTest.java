package dev.repod.examples.guide.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/guide/handlers.md claims. */
class LobbyTest {
    private static final class Ear extends ConnectionListener {
        private final List<Message> heard = new ArrayList<>();

        @Override
        protected void onUnhandled(Message message) {
            heard.add(message);
        }
    }

    private static Lobby lobby() {
        Lobby lobby = new Lobby(ServerOptions.builder().port(0).build());
        lobby.start();
        return lobby;
    }

    @Test
    void eachFormOfHandlerIsCalledAndTheRestIsUnhandled() {
        try (Lobby lobby = lobby()) {
            Ear ear = new Ear();
            ear.connect("127.0.0.1", lobby.address().getPort());
            Pumping.until(ear::isConnected, ear);
            ear.send(Message.of("ready"));
            ear.send(Message.of("chat", "text", "hi"));
            ear.send(new Throw(3));
            ear.send(Message.of("dance", "step", 1));
            ear.send(Message.of("fly"));
            Pumping.until(() -> ear.heard.size() == 4, ear);

            assertThat(ear.heard)
                    .containsExactly(
                            Message.of("ready", "player", 1),
                            Message.of("chat", "text", "hi"),
                            Message.of("dance", "step", 1),
                            Message.of("error", "message", "no such action", "about", "fly"));
        }
    }

    @Test
    void theRobotPollsItsEvents() {
        try (Lobby lobby = lobby()) {
            Robot robot = new Robot();
            robot.join("127.0.0.1", lobby.address().getPort());

            Pumping.until(() -> {
                robot.think();
                return !robot.isRunning();
            });

            Pumping.until(() -> lobby.channels().isEmpty());
        }
    }
}
