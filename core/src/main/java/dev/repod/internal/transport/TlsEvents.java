package dev.repod.internal.transport;

import java.net.InetSocketAddress;

/** Is told what goes on at a port with TLS before a link is up. On the loop. */
public interface TlsEvents {
    /** The certificate was replaced; links that come from now on get this one. */
    void onReloaded(String fingerprint);

    /** The files have changed, and cannot be used; the certificate of before stays. */
    void onReloadFailed(String why);

    /** Somebody did not get through. The words may hold what he sent. */
    void onHandshakeFailed(InetSocketAddress peer, String why, long nowNanos);
}
