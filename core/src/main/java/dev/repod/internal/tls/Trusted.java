package dev.repod.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The servers that a client trusts. */
public final class Trusted {
    private static final Trusted SYSTEM = new Trusted(new IssuerCheck(new Once(() -> rules(null))), true);

    private final ServerCheck check;
    private final boolean checksHost;

    private Trusted(ServerCheck check, boolean checksHost) {
        this.check = check;
        this.checksHost = checksHost;
    }

    /** Those that the issuers vouch for which this Java trusts. */
    public static Trusted bySystem() {
        return SYSTEM;
    }

    /** Those that these issuers vouch for, and no other. */
    public static Trusted byIssuers(List<X509Certificate> issuers) {
        X509ExtendedTrustManager rules = rules(storeOf(issuers));
        return new Trusted(new IssuerCheck(() -> rules), true);
    }

    /** The one with that certificate. */
    public static Trusted byPin(Fingerprint pin) {
        return new Trusted(new PinnedCheck(pin), false);
    }

    /** The same for whatever host a certificate was issued. */
    public Trusted forAnyHost() {
        return new Trusted(check, false);
    }

    public X509ExtendedTrustManager check() {
        return check;
    }

    public boolean checksHost() {
        return checksHost;
    }

    private static KeyStore storeOf(List<X509Certificate> issuers) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < issuers.size(); i++) {
                store.setCertificateEntry("issuer-" + i, issuers.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException("this Java cannot keep certificates", failed);
        }
    }

    private static X509ExtendedTrustManager rules(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager made : factory.getTrustManagers()) {
                if (made instanceof X509ExtendedTrustManager rules) {
                    return rules;
                }
            }
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("this Java cannot check certificates", failed);
        }
        throw new IllegalStateException("this Java cannot check certificates");
    }

    /** Made by the first who asks. */
    private static final class Once implements Supplier<X509ExtendedTrustManager> {
        private final Supplier<X509ExtendedTrustManager> maker;
        private @Nullable X509ExtendedTrustManager made;

        Once(Supplier<X509ExtendedTrustManager> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized X509ExtendedTrustManager get() {
            X509ExtendedTrustManager rules = made;
            if (rules == null) {
                rules = maker.get();
                made = rules;
            }
            return rules;
        }
    }
}
