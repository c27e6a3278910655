package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.repod.internal.tls.TestAuthority;
import dev.repod.internal.tls.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the files of a certificate is said where they are named, and names them. */
class TlsTest {
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    Path directory;

    private TestAuthority authority;
    private Issued files;

    @BeforeEach
    void issue() {
        authority = new TestAuthority(directory);
        files = authority.issue("localhost");
    }

    private static void assertRefused(ThrowingCallable made, Object... words) {
        var refusal = assertThatIllegalArgumentException().isThrownBy(made);
        for (Object word : words) {
            refusal.withMessageContaining(word.toString());
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void filesThatAreNotThereAreNamed() {
        Path nowhere = directory.resolve("nowhere.pem");
        assertRefused(() -> Tls.pem(nowhere, files.key()), nowhere, "cannot be read");
        assertRefused(() -> Tls.pem(files.certificates(), nowhere), nowhere, "cannot be read");
        assertRefused(() -> Tls.keyStore(nowhere, PASSWORD), nowhere, "cannot be read");
        assertRefused(() -> Trust.issuers(nowhere), nowhere, "cannot be read");
        assertRefused(() -> Tls.pem(directory, files.key()), directory, "cannot be read");
    }

    @Test
    void filesThatWereMixedUpAreFoundOut() {
        assertRefused(() -> Tls.pem(files.key(), files.key()), "no certificate in " + files.key());
        assertRefused(
                () -> Tls.pem(files.certificates(), files.certificates()), "no private key in " + files.certificates());
        Issued another = authority.issue("localhost");
        assertRefused(
                () -> Tls.pem(files.certificates(), another.key()),
                "the key in " + another.key() + " does not belong to the certificate in " + files.certificates());
    }

    @Test
    void anEncryptedKeyIsRefusedWithTheWayOut() throws IOException {
        Path encrypted =
                file("a.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertRefused(
                () -> Tls.pem(files.certificates(), encrypted),
                "the private key in " + encrypted + " is encrypted",
                "openssl pkcs8 -topk8 -nocrypt -in " + encrypted);
        Path old = file(
                "b.pem",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertRefused(() -> Tls.pem(files.certificates(), old), old + " is encrypted");
    }

    @Test
    void aKeyInAnotherFormIsRefusedWithTheWayOut() throws IOException {
        Path sec1 = file("c.pem", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertRefused(
                () -> Tls.pem(files.certificates(), sec1),
                sec1 + " is in another form, EC PRIVATE KEY",
                "openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path noKey = file("d.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(() -> Tls.pem(files.certificates(), noKey), noKey, "or is damaged");
        Path noBase64 = file("e.pem", "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        assertRefused(() -> Tls.pem(files.certificates(), noBase64), noBase64);
        Path noCertificate = file("f.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertRefused(
                () -> Tls.pem(noCertificate, files.key()), "a certificate in " + noCertificate + " cannot be read");
        Path cut = file("g.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n");
        assertRefused(() -> Tls.pem(cut, files.key()), "no certificate in " + cut);
        Path empty = file("h.pem", "");
        assertRefused(() -> Tls.pem(empty, files.key()), "no certificate in " + empty);
        assertRefused(() -> Tls.keyStore(empty, PASSWORD), empty);
    }

    @Test
    void textAroundTheBlocksAndAChainAreFine() throws IOException {
        Path chain = file(
                "chain.pem",
                "Subject: somebody\n" + Files.readString(files.certificates()) + "\r\n# and the issuer\r\n"
                        + Files.readString(authority.file()));
        Tls tls = Tls.pem(chain, files.key());
        assertThat(tls.fingerprint()).isEqualTo(TestAuthority.fingerprint(files));
        assertThat(tls.source().load().chain()).hasSize(2);
    }

    @Test
    void aKeyStoreHoldsOneKeyAndOpensWithItsPasswordAlone() {
        assertThat(Tls.keyStore(authority.store(files, PASSWORD, "one"), PASSWORD)
                        .fingerprint())
                .isEqualTo(TestAuthority.fingerprint(files));
        Path two = authority.store(files, PASSWORD, "one", "two");
        assertRefused(() -> Tls.keyStore(two, PASSWORD), two, "it holds 2", "one", "two");
        Path none = authority.store(files, PASSWORD);
        assertRefused(() -> Tls.keyStore(none, PASSWORD), none, "it holds 0");
        Path one = authority.store(files, PASSWORD, "one");
        assertRefused(() -> Tls.keyStore(one, "wrong"), one);
    }

    @Test
    void noTextHoldsASecret() {
        Path store = authority.store(files, PASSWORD, "one");
        Tls tls = Tls.keyStore(store, PASSWORD).optional();
        assertThat(tls.toString()).contains(store.toString(), "optional").doesNotContain(PASSWORD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.keyStore(store, PASSWORD + "!"))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(PASSWORD));
        Tls own = Tls.selfSigned();
        assertThat(own.toString()).doesNotContain("PrivateKey", "sun.security");
    }

    @Test
    void aSelfSignedCertificateIsKeptForItsOwnerAlone() throws IOException {
        Path kept = directory.resolve("deep").resolve("kept");
        Tls first = Tls.selfSigned(kept);
        assertThat(Tls.selfSigned(kept).fingerprint()).isEqualTo(first.fingerprint());
        assertThat(Tls.selfSigned().fingerprint()).isNotEqualTo(first.fingerprint());
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path key = kept.resolve("repod-key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (var all = Files.list(kept)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("repod-key.pem", "repod-certificate.pem");
        }
    }

    @Test
    void aKeptCertificateIsNotWrittenOver() throws IOException {
        Path kept = directory.resolve("kept");
        Tls.selfSigned(kept);
        Path key = kept.resolve("repod-key.pem");
        Files.delete(key);
        assertRefused(() -> Tls.selfSigned(kept), key, "cannot be read");
    }

    @Test
    void aStartThatWasCutOffBetweenKeyAndCertificateDoesNotKeepTheNextFromStarting() throws IOException {
        Path kept = directory.resolve("kept");
        Tls.selfSigned(kept);
        Files.delete(kept.resolve("repod-certificate.pem"));

        String fingerprint = Tls.selfSigned(kept).fingerprint();
        assertThat(Tls.selfSigned(kept).fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed() throws IOException {
        Path file = file("occupied", "");
        assertRefused(() -> Tls.selfSigned(file), file, "cannot be kept");
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void nothingMayBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> Tls.pem(null, files.key()))
                .withMessage("certificates");
        assertThatNullPointerException()
                .isThrownBy(() -> Tls.pem(files.certificates(), null))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> Tls.keyStore(files.key(), null))
                .withMessage("password");
        assertThatNullPointerException().isThrownBy(() -> Trust.pin(null)).withMessage("pin");
        assertThatNullPointerException()
                .isThrownBy(() -> ServerOptions.builder().tls(null))
                .withMessage("tls");
        assertThatNullPointerException()
                .isThrownBy(() -> ClientOptions.builder().tls(null))
                .withMessage("tls");
    }

    @Test
    void aFileThatIsGoneByTheStartIsNamedAndLeavesNoThread() throws IOException {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .tls(Tls.pem(files.certificates(), files.key()))
                .build();
        Files.delete(files.key());
        class Game extends Server<Game.Player> {
            static final class Player extends Channel<Game> {}

            Game() {
                super(Player::new, options);
            }
        }
        assertRefused(() -> new Game().start(), files.key(), "cannot be read");
    }

    @Test
    void theHandshakeHasFiveSecondsUnlessSet() {
        assertThat(ServerOptions.standard().handshakeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ServerOptions.standard().tls()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().handshakeTimeout(Duration.ofMillis(9)))
                .withMessageContaining("handshakeTimeout");
    }

    @Test
    void aSilentPeerOfAnOptionalPortIsGreetedAfter250MillisecondsWithSessionsToo() {
        ServerOptions.Builder options = ServerOptions.builder().sessions(Sessions.resumable(Duration.ofSeconds(9)));
        assertThat(options.build().firstByteGrace()).isEqualTo(Duration.ofMillis(250));
        assertThat(options.plainPeerGrace(Duration.ofMillis(40)).build().firstByteGrace())
                .isEqualTo(Duration.ofMillis(40));
    }
}
