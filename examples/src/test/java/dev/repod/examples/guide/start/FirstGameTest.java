package dev.repod.examples.guide.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstGameTest {
    /** Sees what the sample prints. */
    private static final class Watched extends Stroll {
        private final List<Position> seen = new ArrayList<>();

        @Override
        void position(Position p) {
            super.position(p);
            seen.add(p);
        }
    }

    @Test
    void theFirstGameTellsEveryoneWhereEveryoneIs() {
        try (Arena arena = new Arena(ServerOptions.builder().port(0).build())) {
            arena.start();
            Watched first = new Watched();
            first.connect("localhost", arena.address().getPort());
            Pumping.until(() -> first.seen.size() == 1, first);
            Watched second = new Watched();
            second.connect("127.0.0.1", arena.address().getPort());
            Pumping.until(() -> first.seen.size() == 2 && second.seen.size() == 1, first, second);

            assertThat(first.seen).containsExactly(new Position(1, 3, 4), new Position(2, 3, 4));
            assertThat(second.seen).containsExactly(new Position(2, 3, 4));

            arena.stop();
            Pumping.until(() -> !first.running && !second.running, first, second);
        }
    }

    @Test
    void theFirstClientEndsWhereNobodyListens() {
        int port;
        try (Arena arena = new Arena(ServerOptions.builder().port(0).build())) {
            arena.start();
            port = arena.address().getPort();
        }
        Watched alone = new Watched();
        alone.connect("127.0.0.1", port);

        Pumping.until(() -> !alone.running, alone);

        assertThat(alone.seen).isEmpty();
    }
}
