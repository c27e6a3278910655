package dev.repod.internal.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** An authority of a test's own, which issues whatever the test wants to see refused. */
public final class TestAuthority {
    /** A certificate and its key, in files. */
    public record Issued(Path certificates, Path key) {}

    private final Instant now = Instant.now();
    private final KeyPair key = CertificateMaker.newKey();
    private final Path directory;
    private final X509Certificate certificate;
    private int issued;

    public TestAuthority(Path directory) {
        this.directory = directory;
        this.certificate = new CertificateMaker(
                        "test authority", List.of(), now.minus(9, ChronoUnit.DAYS), now.plus(9, ChronoUnit.DAYS), true)
                .selfSigned(key);
    }

    /** The authority's own certificate, for those who trust it. */
    public Path file() {
        return write("authority.pem", pem("CERTIFICATE", encoded(certificate)));
    }

    /** One that is good for these hosts, now. */
    public Issued issue(String... hosts) {
        return issue(-1, 1, hosts);
    }

    /** One that is valid from and until so many days from now. */
    public Issued issue(int fromDays, int untilDays, String... hosts) {
        CertificateMaker maker = new CertificateMaker(
                "server " + ++issued,
                List.of(hosts),
                now.plus(fromDays, ChronoUnit.DAYS),
                now.plus(untilDays, ChronoUnit.DAYS),
                false);
        KeyPair its = CertificateMaker.newKey();
        X509Certificate made = maker.signed(its.getPublic(), "test authority", key.getPrivate());
        return new Issued(
                write("certificate-" + issued + ".pem", pem("CERTIFICATE", encoded(made))),
                write(
                        "key-" + issued + ".pem",
                        pem("PRIVATE KEY", its.getPrivate().getEncoded())));
    }

    /** The same in a key store. */
    public Path store(Issued files, String password, String... aliases) {
        Identity identity = new PemFiles(files.certificates(), files.key()).load();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (String alias : aliases) {
                store.setKeyEntry(
                        alias,
                        identity.key(),
                        password.toCharArray(),
                        identity.chain().toArray(Certificate[]::new));
            }
            Path file = directory.resolve("store-" + ++issued + ".p12");
            try (var out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        } catch (java.security.GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What a client has to show that its trust in a certificate is well-founded. */
    public static String fingerprint(Issued files) {
        return new PemFiles(files.certificates(), files.key())
                .load()
                .fingerprint()
                .hex();
    }

    /** For clients and servers that are not of this library. */
    public static PrivateKey keyIn(Issued files) {
        return new PemFiles(files.certificates(), files.key()).load().key();
    }

    public static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text, StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
