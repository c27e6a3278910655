package dev.repod.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static final String DIGITS = "0123456789abcdef".repeat(4);
    private static final String COLONS = DIGITS.replaceAll("(..)(?!$)", "$1:");

    @Test
    void isReadInEveryFormThatPeopleCopy() {
        for (String digits : new String[] {DIGITS, COLONS}) {
            for (String form : new String[] {
                digits,
                digits.toUpperCase(Locale.ROOT),
                " " + digits + "\n",
                "sha256:" + digits,
                "SHA256:" + digits.toUpperCase(Locale.ROOT)
            }) {
                assertThat(Fingerprint.parse(form).hex()).isEqualTo(DIGITS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "sha1:0123456789abcdef0123456789abcdef01234567",
                "01:23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "0123456789abcdef 0123456789abcdef 0123456789abcdef 0123456789abcdef",
                "ＡＢ23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void somethingElseIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.parse(text))
                .withMessageContaining("the pin " + text + " is not the SHA-256 of a certificate")
                .withMessageContaining("64 hexadecimal digits");
    }

    @Test
    void isTheHashOfTheWholeCertificate(@TempDir Path directory) throws Exception {
        TestAuthority.Issued issued = new TestAuthority(directory).issue("localhost");
        byte[] encoded = PemFiles.readCertificates(issued.certificates()).get(0).getEncoded();
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(encoded);
        assertThat(TestAuthority.fingerprint(issued))
                .isEqualTo(java.util.HexFormat.of().formatHex(hash));
    }
}
