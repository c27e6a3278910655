package dev.repod.examples.guide.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import org.junit.jupiter.api.Test;

class DesignListingTest {
    @Test
    void theListingMovesAPlayerAndSaysWhyItEnded() {
        try (Game game = new Game(ServerOptions.builder().port(0).build())) {
            game.start();
            Screen screen = new Screen();
            screen.connect("127.0.0.1", game.address().getPort());
            Pumping.until(() -> Canvas.shown.equals("Moved[player=1, x=10.0, y=20.0]"), screen);

            game.stop();
            Pumping.until(() -> !Canvas.running, screen);

            assertThat(Canvas.shown).isEqualTo("Disconnected: STOPPED");
        }
    }
}
