package dev.repod.internal.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Makes X.509 certificates (RFC 5280) with keys on the curve P-256: the JDK can read them, and has no public way to make one.
 *
 * @param subject the common name that it is issued to
 * @param names the hosts and addresses that it is good for
 * @param from when it begins to be valid
 * @param until when it ends
 * @param isAuthority whether it may sign others
 */
record CertificateMaker(String subject, List<String> names, Instant from, Instant until, boolean isAuthority) {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = Der.oid(2, 5, 29, 17);
    private static final BigInteger VERSION_3 = BigInteger.TWO;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int SERIAL_BYTES = 16;

    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java cannot make keys on the curve secp256r1", missing);
        }
    }

    /** One that vouches for itself. */
    X509Certificate selfSigned(KeyPair key) {
        return signed(key.getPublic(), subject, key.getPrivate());
    }

    /** One for that key, which the issuer vouches for. */
    X509Certificate signed(PublicKey key, String issuer, PrivateKey issuerKey) {
        try {
            byte[] content = content(key, issuer);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuerKey);
            signature.update(content);
            byte[] certificate = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("no certificate could be made for " + subject, failed);
        }
    }

    private byte[] content(PublicKey key, String issuer) {
        return Der.sequence(
                Der.tagged(0, Der.integer(VERSION_3)),
                Der.integer(serial(key)),
                ECDSA_WITH_SHA256,
                name(issuer),
                Der.sequence(Der.time(from), Der.time(until)),
                name(subject),
                key.getEncoded(),
                Der.tagged(3, extensions()));
    }

    /** Unique as it has to be, since the key is. */
    private static BigInteger serial(PublicKey key) {
        return new BigInteger(1, Arrays.copyOf(Fingerprint.sha256(key.getEncoded()), SERIAL_BYTES));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(commonName))));
    }

    private byte[] extensions() {
        byte[] constraints = isAuthority ? Der.sequence(Der.booleanTrue()) : Der.sequence();
        byte[] critical = Der.sequence(BASIC_CONSTRAINTS, Der.booleanTrue(), Der.octets(constraints));
        if (names.isEmpty()) {
            return Der.sequence(critical);
        }
        byte[][] alternatives =
                names.stream().map(CertificateMaker::alternative).toArray(byte[][]::new);
        return Der.sequence(critical, Der.sequence(SUBJECT_ALTERNATIVE_NAME, Der.octets(Der.sequence(alternatives))));
    }

    private static byte[] alternative(String name) {
        boolean isAddress = name.contains(":") || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!isAddress) {
            return Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.implicit(IP_ADDRESS, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("not an address: " + name, malformed);
        }
    }
}
