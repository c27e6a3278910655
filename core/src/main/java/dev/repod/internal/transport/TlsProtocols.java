package dev.repod.internal.transport;

import dev.repod.internal.tls.Trusted;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What both sides of TLS have in common here: which versions there are, and how Netty's handler is set up. */
final class TlsProtocols {
    /** RFC 8996 deprecates those before. */
    static final List<String> ACCEPTED = List.of("TLSv1.3", "TLSv1.2");

    private static final @Nullable String NO_HOST_CHECK = null;

    private TlsProtocols() {}

    /**
     * A client's side. Each link has a context of its own: one that is shared would resume TLS sessions, and with them skip the
     * check of the certificate.
     */
    static SslHandler clientHandler(Destination to, Trusted trusted, ByteBufAllocator allocator, Executor tasks)
            throws SSLException {
        SslContext context = SslContextBuilder.forClient()
                .trustManager(trusted.check())
                .protocols(ACCEPTED)
                .endpointIdentificationAlgorithm(trusted.checksHost() ? "HTTPS" : NO_HOST_CHECK)
                .build();
        return prepared(context.newHandler(allocator, to.host(), to.port(), tasks));
    }

    /** Deadlines are kept elsewhere. */
    static SslHandler prepared(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        return handler;
    }
}
