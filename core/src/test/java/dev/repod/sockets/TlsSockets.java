package dev.repod.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Clients by the JDK's own TLS, which trust whoever answers. Their handshake has not begun. */
final class TlsSockets {
    private static final int PATIENCE_MILLIS = 20_000;

    private TlsSockets() {}

    static SSLSocket to(RecordingServer server, String... protocols) throws IOException, GeneralSecurityException {
        return over(new Socket(InetAddress.getLoopbackAddress(), server.port()), true, protocols);
    }

    /** Over a socket that is there, which is closed with it or not. */
    static SSLSocket over(Socket below, boolean endsBelow, String... protocols)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(below, "127.0.0.1", below.getPort(), endsBelow);
        socket.setSoTimeout(PATIENCE_MILLIS);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }
}
