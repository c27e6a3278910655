package dev.repod.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written here is read by the JDK, which knows nothing of how it was written. */
class CertificateMakerTest {
    private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant UNTIL = Instant.parse("2027-01-02T03:04:05Z");

    private final KeyPair key = CertificateMaker.newKey();

    private static CertificateMaker maker(List<String> names, Instant from, Instant until, boolean isAuthority) {
        return new CertificateMaker("game", names, from, until, isAuthority);
    }

    @Test
    void theJdkReadsWhatWasWritten() throws Exception {
        List<String> names = List.of("localhost", "game.example.org", "127.0.0.1", "::1");
        X509Certificate made = maker(names, FROM, UNTIL, false).selfSigned(key);
        made.verify(key.getPublic());
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=game");
        assertThat(made.getIssuerX500Principal()).isEqualTo(made.getSubjectX500Principal());
        assertThat(made.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(made.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactly("localhost", "game.example.org", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(made.getSerialNumber()).isPositive();
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getCriticalExtensionOIDs()).containsExactly("2.5.29.19");
    }

    /** RFC 5280, section 4.1.2.5: two digits for the year up to 2049, four from then on. */
    @ParameterizedTest
    @CsvSource({
        "1999-12-31T23:59:59Z, 2000-01-01T00:00:00Z",
        "2026-01-02T03:04:05Z, 2049-12-31T23:59:59Z",
        "2050-01-01T00:00:00Z, 9999-12-31T23:59:59Z"
    })
    void datesAreReadAsTheyWereMeant(Instant from, Instant until) {
        X509Certificate made = maker(List.of(), from, until, false).selfSigned(key);
        assertThat(made.getNotBefore().toInstant()).isEqualTo(from);
        assertThat(made.getNotAfter().toInstant()).isEqualTo(until);
    }

    @Test
    void anAuthoritySignsOthersAndNobodyElseHas() throws Exception {
        X509Certificate authority = maker(List.of(), FROM, UNTIL, true).selfSigned(key);
        assertThat(authority.getBasicConstraints()).isNotNegative();
        KeyPair its = CertificateMaker.newKey();
        X509Certificate made =
                maker(List.of("localhost"), FROM, UNTIL, false).signed(its.getPublic(), "authority", key.getPrivate());
        made.verify(key.getPublic());
        assertThat(made.getIssuerX500Principal().getName()).isEqualTo("CN=authority");
        assertThatThrownBy(() -> made.verify(its.getPublic())).isInstanceOf(SignatureException.class);
    }

    @Test
    void aLongNameNeedsALongLength() {
        String name = "n".repeat(300);
        X509Certificate made = new CertificateMaker(name, List.of(), FROM, UNTIL, false).selfSigned(key);
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> maker(List.of("1.2.3.4.5.6"), FROM, UNTIL, false).selfSigned(key))
                .withMessageContaining("1.2.3.4.5.6");
    }

    @Test
    void eachSelfSignedCertificateIsAnother() {
        assertThat(SelfSigned.make().identity().fingerprint())
                .isNotEqualTo(SelfSigned.make().identity().fingerprint());
    }
}
