package dev.repod.internal.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts what certain issuers vouch for, as the JDK checks it (RFC 5280); for the host as well, where the engine asks for that
 * (RFC 2818). The JDK's words are for people who know its classes, so what is wrong is found out once more.
 */
final class IssuerCheck extends ServerCheck {
    private final Supplier<X509ExtendedTrustManager> rules;

    /** The rules are asked for upon the first certificate: reading those of the system takes a while. */
    IssuerCheck(Supplier<X509ExtendedTrustManager> rules) {
        this.rules = rules;
    }

    @Override
    void check(X509Certificate[] chain, String keyExchange, SSLEngine engine) throws DistrustException {
        try {
            rules.get().checkServerTrusted(chain, keyExchange, engine);
        } catch (CertificateException distrusted) {
            throw new DistrustException(why(chain, keyExchange, engine, distrusted), distrusted);
        }
    }

    private String why(X509Certificate[] chain, String keyExchange, SSLEngine engine, CertificateException distrusted) {
        @Nullable String dates = wrongDates(chain[0]);
        if (dates != null) {
            return dates;
        }
        if (isTrustedForAnyHost(chain, keyExchange)) {
            return "the certificate was issued for another host: not for " + engine.getPeerHost() + " but for "
                    + namesOf(chain[0]);
        }
        return hasUnknownIssuer(distrusted)
                ? "the certificate's issuer is unknown: " + issuerOf(chain)
                : "the certificate is not trusted: " + distrusted.getMessage();
    }

    private static String issuerOf(X509Certificate[] chain) {
        X509Certificate last = chain[chain.length - 1];
        String name = last.getIssuerX500Principal().getName();
        boolean isItsOwn = chain.length == 1 && last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
        return isItsOwn ? name + ", the server itself: pin its fingerprint, if you know it" : name;
    }

    private static @Nullable String wrongDates(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return null;
        } catch (CertificateExpiredException expired) {
            return "the certificate has expired: it was valid until "
                    + certificate.getNotAfter().toInstant();
        } catch (CertificateNotYetValidException early) {
            return "the certificate is not valid yet, but from "
                    + certificate.getNotBefore().toInstant() + " on: is the clock right?";
        }
    }

    private boolean isTrustedForAnyHost(X509Certificate[] chain, String keyExchange) {
        try {
            rules.get().checkServerTrusted(chain, keyExchange);
            return true;
        } catch (CertificateException distrusted) {
            return false;
        }
    }

    private static List<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
            List<String> found =
                    names.stream().map(name -> String.valueOf(name.get(1))).toList();
            return found.isEmpty()
                    ? List.of(certificate.getSubjectX500Principal().getName())
                    : found;
        } catch (CertificateParsingException unreadable) {
            return List.of(certificate.getSubjectX500Principal().getName());
        }
    }

    private static boolean hasUnknownIssuer(Throwable distrusted) {
        for (@Nullable Throwable cause = distrusted; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
