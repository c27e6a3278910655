package dev.repod.internal.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The SHA-256 of a certificate in DER, by which it can be recognised: 64 hexadecimal digits in lower case. */
public record Fingerprint(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PAIRS = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){31}");
    private static final String PREFIX = "sha256:";

    public static Fingerprint of(X509Certificate certificate) {
        try {
            return new Fingerprint(HexFormat.of().formatHex(sha256(certificate.getEncoded())));
        } catch (CertificateEncodingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /**
     * Reads what people copy out of a log, a browser or openssl: with colons or without, with {@code sha256:} before it or not.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Fingerprint parse(String text) {
        String lower = Objects.requireNonNull(text, "pin").strip().toLowerCase(Locale.ROOT);
        String digits = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
        if (!DIGITS.matcher(digits).matches() && !PAIRS.matcher(digits).matches()) {
            throw new IllegalArgumentException("the pin " + text + " is not the SHA-256 of a certificate:"
                    + " 64 hexadecimal digits, with colons between the bytes or without");
        }
        return new Fingerprint(digits.replace(":", ""));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
