package dev.repod;

import dev.repod.internal.tls.IdentitySource;
import dev.repod.internal.tls.KeyStoreFile;
import dev.repod.internal.tls.PemFiles;
import dev.repod.internal.tls.SelfSigned;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How a {@link Server} encrypts, and proves who it is: TLS 1.3 or 1.2, with a certificate. Clients connect by {@code repods://};
 * those without TLS are refused, unless {@link #optional}. Immutable and safe for any thread.
 *
 * <p>Files are looked at again while the server runs: where they were replaced, who connects from then on gets the new certificate,
 * and nobody who is connected notices. Files that cannot be used are logged as {@code tls_reload_failed}, and the certificate of
 * before stays.
 *
 * <p>Example: {@code ServerOptions.builder().tls(Tls.pem(Path.of("fullchain.pem"), Path.of("privkey.pem"))).build()}.
 */
public final class Tls {
    private final IdentitySource source;
    private final boolean optional;

    private Tls(IdentitySource source, boolean optional) {
        this.source = source;
        this.optional = optional;
    }

    /** Whoever made a mistake is told now, and not when the server starts. */
    private static Tls checked(IdentitySource source) {
        source.load();
        return new Tls(source, false);
    }

    /**
     * A certificate and its key in text files, such as Let's Encrypt's {@code fullchain.pem} and {@code privkey.pem}.
     *
     * @param certificates the server's certificate, then those of its issuers but the last
     * @param key its private key: PKCS#8 ({@code BEGIN PRIVATE KEY}), not encrypted
     * @return TLS with that certificate
     * @throws IllegalArgumentException naming the file, if one cannot be read, or the key does not belong to the certificate
     */
    public static Tls pem(Path certificates, Path key) {
        return checked(
                new PemFiles(Objects.requireNonNull(certificates, "certificates"), Objects.requireNonNull(key, "key")));
    }

    /**
     * A key store with one private key and its certificates, in PKCS#12 ({@code .p12}) or Java's own format.
     *
     * @param file the key store
     * @param password the one of the store and of the key; it is never logged
     * @return TLS with that certificate
     * @throws IllegalArgumentException naming the file, if it cannot be read or does not hold one key
     */
    public static Tls keyStore(Path file, String password) {
        return checked(
                new KeyStoreFile(Objects.requireNonNull(file, "file"), Objects.requireNonNull(password, "password")));
    }

    /**
     * A certificate that nobody vouches for, made now: for games in the living room, and for trying things out. Players connect with
     * its {@link #fingerprint}: the server logs the whole URI as it starts. Each call makes another one; {@link #selfSigned(Path)}
     * keeps it.
     *
     * @return TLS with a new certificate
     */
    public static Tls selfSigned() {
        return new Tls(SelfSigned.make(), false);
    }

    /**
     * The same with a certificate that stays, so that players can keep their URI: made at the first call, and kept in that directory
     * with its key, which its owner alone may read.
     *
     * @param directory where to keep {@code repod-certificate.pem} and {@code repod-key.pem}; made if it is not there
     * @return TLS with the certificate that is kept there
     * @throws IllegalArgumentException naming the file, if one cannot be read or written
     */
    public static Tls selfSigned(Path directory) {
        return checked(SelfSigned.keptIn(Objects.requireNonNull(directory, "directory")));
    }

    /**
     * Lets clients without TLS in too, on the same port: for the time in which not all have a version of the game with it. Whoever
     * can change what travels on a client's network can make it one of those.
     *
     * @return the same, optional
     */
    public Tls optional() {
        return new Tls(source, true);
    }

    /** {@return whether clients without TLS are let in too} */
    public boolean isOptional() {
        return optional;
    }

    /**
     * The SHA-256 of the certificate, by which a client can recognise it: {@link Trust#pin}. Files are read for it.
     *
     * @return 64 hexadecimal digits
     * @throws IllegalArgumentException naming the file, if it cannot be used any more
     */
    public String fingerprint() {
        return source.load().fingerprint().hex();
    }

    IdentitySource source() {
        return source;
    }

    /** Names the files, and no secret. */
    @Override
    public String toString() {
        return "Tls[" + source + (optional ? ", optional]" : "]");
    }
}
