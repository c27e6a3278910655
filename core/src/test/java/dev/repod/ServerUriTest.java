package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repod.internal.transport.Destination;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUriTest {
    private static final String PIN = "ab".repeat(32);
    private static final ClientOptions SYSTEM =
            ClientOptions.builder().tls(Trust.system()).build();

    private static Destination read(String uri) {
        return ServerUri.destination(URI.create(uri), ClientOptions.standard());
    }

    @ParameterizedTest
    @CsvSource({
        "repod://localhost, localhost, 5071, false",
        "repod://localhost:99, localhost, 99, false",
        "REPOD://[::1]:99, ::1, 99, false",
        "repods://game.example.org, game.example.org, 5071, true",
        "RepodS://10.0.0.1:65535/, 10.0.0.1, 65535, true"
    })
    void namesTheHostThePortAndWhetherThereIsTls(String uri, String host, int port, boolean tls) {
        Destination read = read(uri);
        assertThat(read.host()).isEqualTo(host);
        assertThat(read.port()).isEqualTo(port);
        assertThat(read.tls() != null).isEqualTo(tls);
    }

    @Test
    void withoutAPinTheOptionsSayWhomToTrustOrElseTheSystem() {
        Trust pinned = Trust.pin(PIN);
        assertThat(read("repods://localhost").tls()).isSameAs(Trust.system().trusted());
        assertThat(ServerUri.destination(
                                URI.create("repods://localhost"),
                                ClientOptions.builder().tls(pinned).build())
                        .tls())
                .isSameAs(pinned.trusted());
    }

    @Test
    void aPinSaysMoreThanTheOptionsAndAsksForNoHost() {
        Destination read = ServerUri.destination(URI.create("repods://localhost?pin=" + PIN), SYSTEM);
        assertThat(read.tls()).isNotNull().isNotSameAs(Trust.system().trusted());
        assertThat(Objects.requireNonNull(read.tls()).checksHost()).isFalse();
        assertThat(Trust.system().trusted().checksHost()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://localhost", "wss://localhost:80", "WS://localhost"})
    void webSocketsAreSaidToComeLater(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(uri))
                .withMessageContaining("not supported yet")
                .withMessageContaining("use repod://host:port, or repods://host:port for TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "tls://localhost", "localhost:5071", "//localhost"})
    void anotherSchemeIsNamed(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(uri))
                .withMessageContaining(uri)
                .withMessageContaining("is not supported: use repod://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repods://localhost?pins=ab",
                "repods://localhost?verify=no",
                "repods://localhost?",
                "repods://localhost?PIN=ab",
                "repods://localhost?pin=ab&verify=no",
                "repod://localhost?x"
            })
    void whatThisVersionDoesNotKnowIsNotPassedOver(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(uri))
                .withMessageContaining(uri)
                .withMessageContaining("use repods://host:port?pin=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "zz", "ab:cd"})
    void aPinThatIsNoneIsRefused(String pin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("repods://localhost?pin=" + pin))
                .withMessageContaining("the pin " + pin + " is not the SHA-256");
    }

    @Test
    void aPinWithoutTlsIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("repod://localhost?pin=" + PIN))
                .withMessageContaining("a pin needs TLS: use repods://");
    }

    @Test
    void optionsThatAskForTlsAreNotOverruledByAUriWithout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerUri.destination(URI.create("repod://localhost"), SYSTEM))
                .withMessageContaining("repod://localhost is without TLS, and the options ask for it (Trust[system])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repods:localhost", "repods:///x", "repods://under_score", "repods://:5071"})
    void aHostThatIsMissingIsAMistake(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(uri))
                .withMessageContaining("no host in " + uri + ": use repods://host:port");
    }

    @ParameterizedTest
    @CsvSource({
        "http://alice:hunter2@localhost, http://localhost",
        "ws://alice@localhost/path, ws://localhost/path",
        "repods://alice:hunter2@al_pha:1, repods://al_pha:1",
        "repods:alice:hunter2@localhost, repods:localhost",
        "repod://alice:hunter2@localhost?x=1, repod://localhost?x=1",
        "repod://alice:hun@ter2@localhost, repod://localhost",
        "repods://localhost?next=repod://alice:hunter2@localhost, repods://localhost?next=repod://localhost",
    })
    void aUserAndHisPasswordAreNotRepeated(String uri, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(uri))
                .withMessageContaining(shown)
                .withMessageNotContainingAny("alice", "hun", "ter2");
    }
}
