package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a game says about who may come in, and a client of itself. */
class AdmissionTest {
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("peer.test", 4711);

    record Login(String name, String token) {}

    @Test
    void theDefaultsLetEveryoneIn() {
        ServerOptions standard = ServerOptions.standard();

        assertThat(standard.authenticator()).isNull();
        assertThat(standard.authenticationTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.samePrincipal()).isEqualTo(SamePrincipal.REPLACE);
        assertThat(ClientOptions.standard().app()).isNull();
        assertThat(ClientOptions.standard().appVersion()).isNull();
    }

    @Test
    void aServerThatAsksWaitsASecondForWhoeverMayBePlain() {
        Authenticator authenticator = Authenticator.of(applicant -> Admission.accept("x"));

        assertThat(ServerOptions.builder().authenticator(authenticator).build().plainPeerGrace())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(ServerOptions.builder().accepts("*").build().plainPeerGrace())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void mistakesFailAtTheCall() {
        assertThatNullPointerException().isThrownBy(() -> Admission.accept(nothing()));
        assertThatNullPointerException().isThrownBy(() -> Admission.refuse(nothing()));
        assertThatNullPointerException().isThrownBy(() -> Authenticator.of(nothing()));
        assertThatNullPointerException()
                .isThrownBy(() -> ServerOptions.builder().authenticator(nothing()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Admission.refuse("x".repeat(1001)))
                .withMessage("a text of 1001 characters is over the limit of 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().authenticationTimeout(Duration.ofMillis(9)))
                .withMessageContaining("authenticationTimeout PT0.009S");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void credentialsThatNoServerWouldTakeFailAtTheCallWithoutSayingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.builder().credentials(new Login("ann", "s".repeat(16_000))))
                .withMessageMatching("credentials: \\d+ bytes are over the limit of 15360");
        Object deep = 1;
        for (int i = 0; i < 30; i++) {
            deep = List.of(deep);
        }
        Message nested = Message.of("login", "x", deep);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.builder().credentials(nested))
                .withMessage("credentials: a nesting of 31 is over the limit of 30");
    }

    @Test
    void whatIsPrintedHoldsNoSecret() {
        Message credentials = Message.from(new Login("ann", "hunter2"));
        Applicant applicant = new Applicant(credentials, ADDRESS, "tag", null, true);

        assertThat(applicant.toString()).isEqualTo("Applicant[peer.test:4711 app=tag null extended]");
        assertThat(Admission.accept("hunter2")).hasToString("Admission[accepted]");
        assertThat(Admission.refuse("no")).hasToString("Admission[refused: no]");
        assertThat(ClientOptions.builder()
                        .credentials(credentials)
                        .build()
                        .introduction()
                        .toString())
                .doesNotContain("hunter2");
    }
}
