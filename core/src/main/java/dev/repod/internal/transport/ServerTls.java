package dev.repod.internal.transport;

import dev.repod.internal.tls.Identity;
import dev.repod.internal.tls.IdentitySource;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * How a port does TLS, and with which certificate: that is looked at again when somebody comes, if its files were not looked at
 * for a while. So a replaced certificate needs no restart, and no thread that watches. Confined to the loop of the port once
 * that accepts.
 */
public final class ServerTls {
    /** Looking is one system call a file. */
    private static final long LOOK_EVERY_NANOS = 1_000_000_000;

    private final IdentitySource source;
    private final boolean optional;
    private final long handshakeTimeoutNanos;
    private final long plainGraceNanos;
    private final TlsEvents events;

    private FileStamps stamps;
    private Identity identity;
    private SslContext context;
    private long lookedNanos;

    /**
     * Reads the certificate.
     *
     * @param optional whether peers without TLS are let in too
     * @param handshakeTimeoutNanos how long a peer may take from TCP to the end of the handshake
     * @param plainGraceNanos where it is optional, after how long a peer that says nothing is taken for one without TLS
     * @throws IllegalArgumentException naming the file, if there is none that can be used
     */
    public ServerTls(
            IdentitySource source,
            boolean optional,
            long handshakeTimeoutNanos,
            long plainGraceNanos,
            TlsEvents events) {
        this.source = source;
        this.optional = optional;
        this.handshakeTimeoutNanos = handshakeTimeoutNanos;
        this.plainGraceNanos = plainGraceNanos;
        this.events = events;
        this.stamps = FileStamps.of(source.files());
        this.identity = source.load();
        this.context = contextOf(identity);
        this.lookedNanos = SystemTime.nanoTime();
    }

    private static SslContext contextOf(Identity identity) {
        try {
            return SslContextBuilder.forServer(identity.key(), identity.chain())
                    .protocols(TlsProtocols.ACCEPTED)
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException(identity + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** The certificate that is shown now. */
    public Identity identity() {
        return identity;
    }

    boolean isOptional() {
        return optional;
    }

    long handshakeTimeoutNanos() {
        return handshakeTimeoutNanos;
    }

    long plainGraceNanos() {
        return plainGraceNanos;
    }

    TlsEvents events() {
        return events;
    }

    SslHandler newHandler(ByteBufAllocator allocator, Executor tasks, long nowNanos) {
        if (nowNanos - lookedNanos >= LOOK_EVERY_NANOS) {
            lookedNanos = nowNanos;
            reloadIfChanged();
        }
        return TlsProtocols.prepared(context.newHandler(allocator, tasks));
    }

    /** A change is tried once: files that are being replaced one after the other are broken in between, and change again. */
    private void reloadIfChanged() {
        FileStamps now = FileStamps.of(source.files());
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        try {
            Identity found = source.load();
            context = contextOf(found);
            identity = found;
            events.onReloaded(found.fingerprint().hex());
        } catch (RuntimeException broken) {
            // Whatever is in those files, those who play must not be thrown out by it.
            events.onReloadFailed(String.valueOf(broken.getMessage()));
        }
    }
}
