package dev.repod;

import dev.repod.internal.session.KeepaliveTimes;
import dev.repod.internal.session.SessionConfig;
import org.jspecify.annotations.Nullable;

/** Brings what users set into the numbers that sessions are run with. */
final class SessionConfigs {
    private SessionConfigs() {}

    static SessionConfig of(ServerOptions options) {
        @Nullable Sessions sessions = options.sessions();
        return new SessionConfig(
                options.limits(),
                options.frameTimeout().toNanos(),
                options.closeTimeout().toNanos(),
                options.plainPeerGrace().toNanos(),
                0,
                times(options.keepalive()),
                sessions == null ? Sessions.STANDARD_BUFFER : sessions.replay(),
                options.flightPayloads());
    }

    static SessionConfig of(ClientOptions options) {
        return new SessionConfig(
                options.limits(),
                options.frameTimeout().toNanos(),
                options.closeTimeout().toNanos(),
                options.plainPeerGrace().toNanos(),
                options.connectTimeout().toNanos(),
                times(options.keepalive()),
                options.replay(),
                0);
    }

    private static KeepaliveTimes times(Keepalive keepalive) {
        return new KeepaliveTimes(
                keepalive.every().toNanos(), keepalive.deadAfter().toNanos(), keepalive.plainPeers());
    }
}
