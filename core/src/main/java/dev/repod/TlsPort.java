package dev.repod;

import dev.repod.internal.tls.Identity;
import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import dev.repod.internal.transport.ServerTls;
import dev.repod.internal.transport.TlsEvents;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** A server's port, with TLS where the options say so, and what is logged of it. Confined to the I/O thread once it accepts. */
final class TlsPort implements TlsEvents {
    private static final int FAILED_BURST = 20;
    private static final int FAILED_PER_SECOND = 5;

    /** Anyone can fail as often as he can connect. */
    private final RateGate failed;

    private TlsPort(long nowNanos) {
        failed = new RateGate(FAILED_BURST, FAILED_PER_SECOND, nowNanos);
    }

    /**
     * Binds.
     *
     * @throws IllegalArgumentException if the certificate cannot be used
     */
    static Network.Listener listen(Network network, IoLoop io, ServerOptions options, Acceptor acceptor)
            throws IOException {
        @Nullable Tls tls = options.tls();
        if (tls == null) {
            return network.listen(io, options.host(), options.port(), acceptor);
        }
        ServerTls server = new ServerTls(
                tls.source(),
                tls.isOptional(),
                options.handshakeTimeout().toNanos(),
                options.firstByteGrace().toNanos(),
                new TlsPort(io.nanoTime()));
        Network.Listener bound = network.listen(io, options.host(), options.port(), server, acceptor);
        logCertificate(server.identity(), bound.address());
        return bound;
    }

    private static void logCertificate(Identity identity, InetSocketAddress address) {
        String pin = identity.fingerprint().hex();
        LoggingEventBuilder line = Log.SERVER.atInfo().addKeyValue("fingerprint", pin);
        if (identity.isSelfSigned()) {
            line = line.addKeyValue("uri", "repods://" + OwnAddress.of(address) + "?pin=" + pin);
        }
        line.log("tls_on");
    }

    @Override
    public void onReloaded(String fingerprint) {
        Log.SERVER.atInfo().addKeyValue("fingerprint", fingerprint).log("tls_reloaded");
    }

    @Override
    public void onReloadFailed(String why) {
        Log.SERVER
                .atWarn()
                .addKeyValue("error", why)
                .addKeyValue("advice", "the certificate of before is still in use")
                .log("tls_reload_failed");
    }

    @Override
    public void onHandshakeFailed(InetSocketAddress peer, String why, long nowNanos) {
        if (failed.tryPass(nowNanos)) {
            Log.leftOut(Log.SERVER.atInfo(), failed.takeHeldBack())
                    .addKeyValue("addr", Log.addr(peer))
                    .addKeyValue("error", Printable.of(why))
                    .log("tls_handshake_failed");
        }
    }
}
