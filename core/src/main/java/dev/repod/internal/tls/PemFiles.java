package dev.repod.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key as text files (RFC 7468), as Let's Encrypt and openssl write them.
 *
 * @param certificates the server's certificate first, then those of its issuers
 * @param key its key: PKCS#8, not encrypted
 */
public record PemFiles(Path certificates, Path key) implements IdentitySource {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----");
    private static final Pattern ANY_KEY = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");
    private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");

    @Override
    public List<Path> files() {
        return List.of(certificates, key);
    }

    @Override
    public Identity load() {
        Identity read = new Identity(readKey(key), readCertificates(certificates));
        if (!read.isWhole()) {
            throw new IllegalArgumentException(
                    "the key in " + key + " does not belong to the certificate in " + certificates);
        }
        return read;
    }

    /** All certificates in a file, in their order. */
    public static List<X509Certificate> readCertificates(Path file) {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                found.add(certificate(file, bytes(file, block.group(2))));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no certificate in " + file + ": expected -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    private static X509Certificate certificate(Path file, byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException broken) {
            throw new IllegalArgumentException("a certificate in " + file + " cannot be read", broken);
        }
    }

    private static PrivateKey readKey(Path file) {
        String text = text(file);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return key(file, bytes(file, block.group(2)));
            }
        }
        throw new IllegalArgumentException(whyNoKey(file, text));
    }

    private static String whyNoKey(Path file, String text) {
        Matcher another = ANY_KEY.matcher(text);
        String wanted = "expected -----BEGIN PRIVATE KEY-----";
        if (!another.find() || another.group(1).equals("PRIVATE KEY")) {
            return "no private key in " + file + ": " + wanted;
        }
        boolean isEncrypted = another.group(1).startsWith("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED");
        String what = isEncrypted ? " is encrypted" : " is in another form, " + another.group(1);
        return "the private key in " + file + what + ": " + wanted
                + ". To write it as such: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out new-key.pem";
    }

    private static PrivateKey key(Path file, byte[] encoded) {
        for (String kind : KEY_KINDS) {
            @Nullable PrivateKey read = key(kind, encoded);
            if (read != null) {
                return read;
            }
        }
        throw new IllegalArgumentException(
                "the private key in " + file + " is not one of " + KEY_KINDS + ", or is damaged");
    }

    private static @Nullable PrivateKey key(String kind, byte[] encoded) {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException anotherKind) {
            return null;
        }
    }

    private static byte[] bytes(Path file, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(file + " is damaged: not Base64", broken);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new IllegalArgumentException(file + " cannot be read: " + failed, failed);
        }
    }
}
