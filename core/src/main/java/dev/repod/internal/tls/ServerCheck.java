package dev.repod.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** How a client decides whether it trusts the certificate of a server. */
abstract class ServerCheck extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};

    /**
     * Looks at the certificate that a server has shown.
     *
     * @param chain it, and those of its issuers
     * @param keyExchange how the JDK calls what it is used for
     * @throws DistrustException if it is not trusted
     */
    abstract void check(X509Certificate[] chain, String keyExchange, SSLEngine engine) throws DistrustException;

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, engine);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notWithoutEngine();
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notWithoutEngine();
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw notForClients();
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notForClients();
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notForClients();
    }

    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        return NONE;
    }

    private static CertificateException notWithoutEngine() {
        return new CertificateException("without its engine nobody knows which host was meant");
    }

    private static CertificateException notForClients() {
        return new CertificateException("clients show no certificate");
    }
}
