package dev.repod.internal.tls;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;

/** Trusts one certificate, whatever it says about itself. That the server has its key is proved by the handshake. */
final class PinnedCheck extends ServerCheck {
    private final Fingerprint pin;

    PinnedCheck(Fingerprint pin) {
        this.pin = pin;
    }

    @Override
    void check(X509Certificate[] chain, String keyExchange, SSLEngine engine) throws DistrustException {
        Fingerprint found = Fingerprint.of(chain[0]);
        if (!found.equals(pin)) {
            throw new DistrustException("pin mismatch: expected " + pin + ", found " + found);
        }
    }
}
