package dev.repod.examples.guide.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Admission;
import dev.repod.Authenticator;
import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.Trust;
import dev.repod.examples.guide.Pumping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guide/before-you-open-the-port.md claims. */
class FleetTest {
    @SuppressWarnings("NullAway.Init") // by JUnit
    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // by serve
    private Fleet fleet;

    @SuppressWarnings("NullAway.Init") // by serve
    private String pin;

    /** A client that writes down what it is told. */
    private static final class Sailor extends ConnectionListener {
        final List<String> told = new ArrayList<>();

        Sailor(ClientOptions options) {
            super(options);
        }

        @Override
        protected void onConnected() {
            told.add("connected");
        }

        @Override
        protected void onError(ConnectionError error) {
            told.add(error.kind() + ": " + error.message());
        }

        @On
        void way(Way way) {
            told.add("way to " + way.port());
        }

        @Override
        protected void onUnhandled(Message message) {
            told.add(message.getString("message"));
        }

        String after(Record sent) {
            int before = told.size();
            send(sent);
            Pumping.until(() -> told.size() > before, this);
            return told.get(told.size() - 1);
        }
    }

    @BeforeEach
    void serve() {
        pin = Tls.selfSigned(directory).fingerprint();
        Authenticator accounts = Authenticator.of(
                applicant -> Admission.accept(applicant.credentials().getString("name")));
        ServerOptions options = Fleet.onTheInternet(
                directory.resolve("repod-certificate.pem"), directory.resolve("repod-key.pem"), accounts);
        assertThat(options.host()).isEqualTo("0.0.0.0");
        fleet = new Fleet(options.toBuilder().host("127.0.0.1").port(0).build());
        fleet.ships.put(1, new Ship("ann"));
        fleet.ships.put(2, new Ship("bob"));
        fleet.start();
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    private Sailor join(String name, String version) {
        Sailor sailor = new Sailor(ClientOptions.builder()
                .tls(Trust.pin(pin))
                .app("fleet", version)
                .credentials(Message.of("authenticate", "name", name))
                .build());
        sailor.connect("127.0.0.1", fleet.address().getPort());
        Pumping.until(() -> !sailor.told.isEmpty(), sailor);
        return sailor;
    }

    @Test
    void whoIsInMayDoWhatIsHisAndNothingElse() {
        Sailor ann = join("ann", "1.3");
        assertThat(ann.told).containsExactly("connected");
        assertThat(ann.after(new Sail(2, 90))).isEqualTo("invalid sail: you have no ship 2");
        assertThat(ann.after(new Sail(7, 90))).isEqualTo("invalid sail: you have no ship 7");
        assertThat(ann.after(new Chart(1, 5))).isEqualTo("way to 5");
        ann.close();
    }

    @Test
    void whatIsWrongWhoeverSaysItIsToldToWhoeverSaysIt() {
        Sailor bob = join("bob", "1.3");
        assertThat(bob.told).containsExactly("connected");
        bob.send(Message.of("sail", "ship", 2, "course", 360.0));
        Pumping.until(() -> bob.told.size() > 1, bob);
        assertThat(bob.told.get(1)).isEqualTo("invalid sail: a course is 0 to 360 degrees");
        bob.close();
    }

    @Test
    void whatIsExpensiveHasItsPrice() {
        Sailor ann = join("ann", "1.3");
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(ann.after(new Chart(1, i)));
        }
        // Where a second has passed meanwhile, there is one more.
        while (!answers.get(answers.size() - 1).startsWith("invalid")) {
            assertThat(answers).hasSizeLessThan(100);
            answers.add(ann.after(new Chart(1, 3)));
        }
        assertThat(answers.subList(0, 2)).containsExactly("way to 0", "way to 1");
        assertThat(answers.get(answers.size() - 1))
                .isEqualTo("invalid chart: the charts are being drawn, ask again in a second");
        ann.close();
    }

    @Test
    void whoHasAnotherVersionIsToldWhatToDo() {
        Sailor old = join("ann", "1.1");
        assertThat(old.told.get(0))
                .startsWith("REJECTED: ")
                .contains(">=1.2 <2")
                .contains("update your game");
        old.close();
    }
}
