package dev.repod.internal.tls;

import java.security.cert.CertificateException;

/** A certificate is not to be trusted. The message says why, in words for whoever runs the server or joins it. */
public final class DistrustException extends CertificateException {
    private static final long serialVersionUID = 1;

    DistrustException(String message) {
        super(message);
    }

    DistrustException(String message, CertificateException cause) {
        super(message, cause);
    }
}
