package dev.repod.examples.guide.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ConnectionListener;
import dev.repod.Loop;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/guide/threads-and-ticks.md claims. */
class MeadowTest {
    private static final class Watcher extends ConnectionListener {
        private final List<Message> seen = new ArrayList<>();

        @Override
        protected void onUnhandled(Message message) {
            seen.add(message);
        }

        private boolean hasSeen(String action) {
            return seen.stream().anyMatch(message -> message.action().equals(action));
        }
    }

    private static Watcher watching(int port) {
        Watcher watcher = new Watcher();
        watcher.connect("127.0.0.1", port);
        Pumping.until(watcher::isConnected, watcher);
        return watcher;
    }

    @Test
    void ticksMoveWhatHandlersHaveSet() {
        ServerOptions options = MeadowProgram.options().toBuilder().port(0).build();
        try (Meadow meadow = new Meadow(options)) {
            meadow.start();
            Watcher watcher = watching(meadow.address().getPort());
            watcher.send(Message.of("run", "speed", 100));

            Pumping.until(
                    () -> watcher.seen.stream().anyMatch(message -> message.has("x") && message.getDouble("x") > 5),
                    watcher);
        }
    }

    @Test
    void theLoopRunsWhatItIsGiven() {
        try (Meadow meadow = new Meadow(ServerOptions.builder().port(0).build())) {
            meadow.start();
            Watcher watcher = watching(meadow.address().getPort());
            Loop.Task rain = MeadowProgram.clock(meadow);

            Pumping.until(() -> watcher.hasSeen("sunrise"), watcher);
            rain.cancel();

            assertThat(watcher.hasSeen("sunset")).isFalse();
        }
    }

    @Test
    void workThatTakesLongComesBackToTheLoop() {
        try (Pasture pasture = new Pasture(ServerOptions.builder().port(0).build())) {
            pasture.start();
            Watcher watcher = watching(pasture.address().getPort());
            watcher.send(Message.of("load", "name", "Dolly"));

            Pumping.until(() -> watcher.hasSeen("loaded"), watcher);

            assertThat(watcher.seen).contains(Message.of("loaded", "saved", "the flock of Dolly"));
        }
    }
}
