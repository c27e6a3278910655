package dev.repod.examples.guide.reconnecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.Channel;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/guide/reconnecting.md claims. */
@ExtendWith(NetworkLabExtension.class)
class VoyageTest {
    private static final int PORT = ServerOptions.standard().port();
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    static final class Passenger extends Channel<Ship> {
        @On
        void board(Message name) {
            server().aboard.add(name.getString("name"));
        }
    }

    static final class Ship extends Server<Passenger> {
        private final List<String> aboard = new ArrayList<>();

        Ship() {
            super(Passenger::new, ServerOptions.standard());
        }
    }

    private NetworkLab lab;

    @BeforeEach
    void keep(NetworkLab newLab) {
        lab = newLab;
    }

    private Ship launch() {
        Ship ship = lab.open(Ship::new);
        ship.start();
        return ship;
    }

    private Voyage embark() {
        Voyage voyage = lab.open(() -> new Voyage(Policies.of(), lab.time()::nanoTime));
        voyage.connect("localhost", PORT);
        return voyage;
    }

    private void pumpUntil(ConnectionListener client, BooleanSupplier condition) {
        lab.runUntil(
                () -> {
                    client.pump();
                    return condition.getAsBoolean();
                },
                PATIENCE);
    }

    private void drawUntil(Voyage voyage, String status) {
        pumpUntil(voyage, () -> {
            voyage.drawStatus();
            return voyage.status.startsWith(status);
        });
    }

    @Test
    void thePlayerSeesACountdownAndIsIntroducedAgainToANewServer() {
        Ship ship = launch();
        Voyage voyage = embark();
        pumpUntil(voyage, () -> ship.aboard.size() == 1);
        assertThat(voyage.status).isEmpty();

        lab.process(ship).kill();
        drawUntil(voyage, "Connection lost. Attempt 1 ");
        drawUntil(voyage, "Connection lost. Attempt 2 ...");
        assertThatIllegalStateException()
                .isThrownBy(() -> voyage.connect("localhost", PORT))
                .withMessageContaining("reconnecting");
        Ship next = launch();
        pumpUntil(voyage, () -> next.aboard.size() == 1);

        assertThat(voyage.status).isEmpty();
    }

    @Test
    void afterTheLastAttemptConnectBeginsAnew() {
        Voyage voyage = embark();
        drawUntil(voyage, "Connection lost. Attempt 20 ");
        drawUntil(voyage, "The connection is lost (LOST). Press R to try again.");

        Ship ship = launch();
        voyage.connect("localhost", PORT);

        pumpUntil(voyage, () -> ship.aboard.size() == 1);
    }

    @Test
    void closeEndsTheWaiting() {
        Voyage voyage = embark();
        drawUntil(voyage, "Connection lost. Attempt 3 in ");

        voyage.close();
        voyage.pump();
        assertThat(voyage.status).startsWith("The connection is lost (CLOSED)");

        Ship ship = launch();
        lab.advance(Duration.ofMinutes(2));
        assertThat(ship.channels()).isEmpty();
    }

    @Test
    void theImpatientOneDoesNotWaitForAServerThatWasNeverThere() {
        Impatient impatient = lab.open(() -> new Impatient(Policies.of()));
        impatient.connect("localhost", PORT);

        pumpUntil(impatient, () -> !impatient.trouble.isEmpty());

        assertThat(impatient.trouble).startsWith("No server is running at localhost:");
        lab.advance(Duration.ofMinutes(1));
        assertThat(impatient.pump()).isLessThanOrEqualTo(1);
    }
}
