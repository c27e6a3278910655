package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repod.Admission;
import dev.repod.Applicant;
import dev.repod.Authenticator;
import dev.repod.ClientOptions;
import dev.repod.Message;
import dev.repod.ServerOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What players prove themselves with, and who they are, shows neither in the log nor in the texts of options and exceptions. */
final class SecretsOfCredentialsTest {
    @RegisterExtension
    final Plants plants = new Plants();

    /** Not private: that its constructor is called, only the binding knows. */
    record Ticket(String number) {
        Ticket {
            UUID.fromString(number);
        }
    }

    private Admission decide(Applicant applicant) {
        Message credentials = applicant.credentials();
        return switch (credentials.getString("name")) {
            case "accepted" -> Admission.accept(plants.text());
            case "refused" -> Admission.refuse("wrong password");
            case "invalid" -> Admission.accept(credentials.as(Ticket.class));
            case "misfit" -> Admission.accept(credentials.getInt("password"));
            // Games say whom they could not judge.
            default -> throw new IllegalStateException("a mistake of the game: " + applicant);
        };
    }

    private Message credentials(String action, String name) {
        byte[] key = plants.text().getBytes(StandardCharsets.UTF_8);
        Map<String, String> more = Map.of(plants.text(), plants.text());
        return Message.of(
                action, "name", name, "password", plants.text(), "number", plants.text(), "key", key, "more", more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "refused", "invalid", "misfit", "broken"})
    void whateverTheAuthenticatorDoesWithThemTheyShowNowhere(String name) {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .authenticator(Authenticator.of(this::decide))
                .build();
        Playground playground = new Playground(() -> new Arena(options));
        for (int i = 0; i < 3; i++) {
            ClientOptions coming = ClientOptions.builder()
                    .credentials(credentials("login", name))
                    .app("game", "1.0")
                    .build();
            playground.begin(() -> new RecordingListener(coming));
            PlainPeer script = playground.joinPlain();
            script.send(credentials("authenticate", name));
            playground.settle();
            script.send(credentials("authenticate", name));
            script.send(plants.message("strange"));
            playground.advance(Duration.ofSeconds(10));
            script.sendPayload("c0");
        }
        playground.advance(Duration.ofSeconds(10));
        playground.arena.stop();

        assertThat(plants.log.of("client_connected").isEmpty()).isEqualTo(!name.equals("accepted"));
        plants.assertNoneShowsIn(8);
    }

    @Test
    void optionsAndAdmissionsCanBeWrittenDown() {
        ClientOptions options = ClientOptions.builder()
                .credentials(credentials("login", "alice"))
                .build();

        assertThat(options).asString().doesNotContain(Plants.MARK);
        assertThat(Admission.accept(plants.text())).asString().doesNotContain(Plants.MARK);
    }

    @Test
    void aUserInAnAddressShowsNowhere() {
        NetworkLab lab = NetworkLab.seeded(1);
        RecordingListener client = lab.open(RecordingListener::new);
        for (String address : List.of(
                "repod://alice:%s@localhost:1",
                "http://alice:%s@localhost",
                "repod:alice:%s@x",
                "repods://alice:%s@localhost?x=1",
                "ws://alice:%s@localhost",
                "repod://alice:%s@localhost?pin=ab",
                "repod://alice:%s@/path",
                "repod://al_ice:%s@no_host")) {
            URI uri = URI.create(String.format(address, plants.text()));
            Throwable refused = catchThrowable(() -> client.connect(uri));
            assertThat(String.valueOf(refused)).doesNotContain(Plants.MARK);
            lab.advance(Duration.ofSeconds(1));
            client.pump();
        }
        client.close();

        plants.assertNoneShowsIn(1);
    }

    @Test
    void aUserInTheNameOfAHostIsRefusedAndNotRepeated() {
        RecordingListener client = NetworkLab.seeded(1).open(RecordingListener::new);
        String host = "alice:" + plants.text() + "@localhost";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.connect(host, 1))
                .withMessage("the host holds an @: give a name or an address, and no user");
    }
}
