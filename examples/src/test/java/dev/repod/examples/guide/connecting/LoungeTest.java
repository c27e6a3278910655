package dev.repod.examples.guide.connecting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import org.junit.jupiter.api.Test;

/** What docs/guide/connection-errors.md claims. */
class LoungeTest {
    static final class Bouncer extends Channel<Door> {}

    static final class Door extends Server<Bouncer> {
        Door() {
            super(Bouncer::new, ServerOptions.builder().port(0).build());
        }
    }

    private static int closedPort() {
        try (Door door = new Door()) {
            door.start();
            return door.address().getPort();
        }
    }

    @Test
    void aClosedPortIsToldInWordsForThePlayer() {
        int port = closedPort();
        Lounge lounge = new Lounge();
        lounge.connect("127.0.0.1", port);

        Pumping.until(() -> !lounge.status.isEmpty(), lounge);

        assertThat(lounge.status)
                .isEqualTo("No server is running at 127.0.0.1:" + port
                        + ". Check the address, or try again later. Press R to retry.");
    }

    @Test
    void aKickShowsItsText() {
        try (Door door = new Door()) {
            door.start();
            Lounge lounge = new Lounge();
            lounge.connect("127.0.0.1", door.address().getPort());
            Pumping.until(() -> lounge.status.equals("Connected."), lounge);

            door.channels().get(0).kick("you were asleep");

            Pumping.until(() -> lounge.status.equals("You were sent away: you were asleep"), lounge);
        }
    }

    @Test
    void connectMayBeCalledAgainInsideOnError() {
        Stubborn stubborn = new Stubborn("127.0.0.1", closedPort());

        Pumping.until(() -> stubborn.attemptsLeft() == 0, stubborn);

        assertThat(stubborn.isConnected()).isFalse();
    }
}
