package dev.repod.internal.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * An identity that nobody vouches for: players recognise it by its fingerprint. It does not run out, because what is pinned is
 * trusted for what it is and not for its dates (RFC 5280, section 4.1.2.5, has that last second for it).
 */
public record SelfSigned(Identity identity) implements IdentitySource {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("9999-12-31T23:59:59Z");
    private static final String CERTIFICATE_FILE = "repod-certificate.pem";
    private static final String KEY_FILE = "repod-key.pem";

    /** A new one, which is gone with the program. */
    public static SelfSigned make() {
        KeyPair key = CertificateMaker.newKey();
        List<String> names = List.of("localhost", "127.0.0.1", "::1");
        CertificateMaker maker = new CertificateMaker("repod game server", names, FROM, UNTIL, false);
        return new SelfSigned(new Identity(key.getPrivate(), List.of(maker.selfSigned(key))));
    }

    /** The one that is kept in that directory; a new one is put there if there is none. */
    public static PemFiles keptIn(Path directory) {
        PemFiles files = new PemFiles(directory.resolve(CERTIFICATE_FILE), directory.resolve(KEY_FILE));
        try {
            Files.createDirectories(directory);
            if (Files.notExists(files.certificates()) && Files.notExists(files.key())) {
                write(make().identity(), files);
            }
        } catch (IOException failed) {
            throw new IllegalArgumentException("a certificate cannot be kept in " + directory + ": " + failed, failed);
        }
        return files;
    }

    private static void write(Identity made, PemFiles to) throws IOException {
        FileAttribute<?>[] forTheOwner =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            write(to.key(), pem("PRIVATE KEY", made.key().getEncoded()), forTheOwner);
            write(to.certificates(), pem("CERTIFICATE", made.certificate().getEncoded()));
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whole or not at all, since half a key would keep the server from starting ever after. */
    private static void write(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), "new-", ".pem", attributes);
        Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    @Override
    public Identity load() {
        return identity;
    }

    @Override
    public List<Path> files() {
        return List.of();
    }
}
