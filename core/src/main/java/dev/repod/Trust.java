package dev.repod;

import dev.repod.internal.tls.Fingerprint;
import dev.repod.internal.tls.PemFiles;
import dev.repod.internal.tls.Trusted;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Which servers a client trusts that connects over TLS: {@link ClientOptions.Builder#tls}. A server that it does not trust is
 * reported as {@link ConnectionError.Kind#TLS}, and nothing is sent to it. Immutable and safe for any thread.
 */
public final class Trust {
    private static final Trust SYSTEM = new Trust(Trusted.bySystem(), "system");

    private final Trusted trusted;
    private final String words;

    private Trust(Trusted trusted, String words) {
        this.trusted = trusted;
        this.words = words;
    }

    /**
     * A server whose certificate is for the host that was connected to, and was issued by somebody whom this Java trusts, as for
     * the web. That is what {@code repods://} means where nothing else is set.
     *
     * @return the trust that Java comes with
     */
    public static Trust system() {
        return SYSTEM;
    }

    /**
     * A server whose certificate is for the host that was connected to, and was issued by one of these, and by nobody else: for a
     * company or a game with an authority of its own.
     *
     * @param certificates a file with one or more certificates, in PEM; read now
     * @return trust in what they have issued, and in themselves
     * @throws IllegalArgumentException naming the file, if it cannot be read
     */
    public static Trust issuers(Path certificates) {
        Objects.requireNonNull(certificates, "certificates");
        return new Trust(Trusted.byIssuers(PemFiles.readCertificates(certificates)), "issuers in " + certificates);
    }

    /**
     * The server with one certificate, whoever has issued it, and for whichever host and time.
     *
     * @param fingerprint the SHA-256 of the certificate: 64 hexadecimal digits, with colons or without, as {@link
     *     Tls#fingerprint}, the log of a server and {@code openssl x509 -fingerprint -sha256} show it
     * @return trust in that server alone
     * @throws IllegalArgumentException if it is no such fingerprint
     */
    public static Trust pin(String fingerprint) {
        Fingerprint pin = Fingerprint.parse(fingerprint);
        return new Trust(Trusted.byPin(pin), "pin " + pin);
    }

    /**
     * The same without a look at the host that a certificate was issued for. Then <strong>anybody who has any certificate of a trusted
     * issuer can pose as the server</strong>: with {@link #system} that is everybody who has a web site. Bearable with {@link #issuers}
     * that issue to game servers alone; otherwise prefer {@link #pin}.
     *
     * @return the same, for any host
     */
    public Trust dangerouslyForAnyHost() {
        return new Trust(trusted.forAnyHost(), words + " for any host");
    }

    Trusted trusted() {
        return trusted;
    }

    @Override
    public String toString() {
        return "Trust[" + words + "]";
    }
}
