package dev.repod.internal.transport;

import dev.repod.internal.tls.Trusted;
import io.netty.buffer.ByteBuf;
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

    /** Deadlines are kept elsewhere; and what is kept of a record that has begun is as large as what came of it. */
    static SslHandler prepared(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        handler.setCumulator(TlsProtocols::keep);
        return handler;
    }

    /**
     * The bytes are in a buffer of 64 KiB that the loop lends: whoever kept that would have every peer hold as much with one byte.
     */
    private static ByteBuf keep(ByteBufAllocator allocator, ByteBuf kept, ByteBuf in) {
        int more = in.readableBytes();
        try {
            if (kept.isReadable() && kept.writableBytes() >= more) {
                return kept.writeBytes(in);
            }
            int wanted = kept.readableBytes() + more;
            ByteBuf room = allocator.heapBuffer(
                    kept.isReadable() ? allocator.calculateNewCapacity(wanted, Integer.MAX_VALUE) : wanted);
            room.writeBytes(kept).writeBytes(in);
            kept.release();
            return room;
        } finally {
            in.release();
        }
    }
}
