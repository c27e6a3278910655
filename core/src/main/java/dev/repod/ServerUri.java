package dev.repod;

import dev.repod.internal.transport.Destination;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads where a URI leads: {@code repod://host:port}, or {@code repods://host:port?pin=…} over TLS. */
final class ServerUri {
    private static final String PIN = "pin=";

    private ServerUri() {}

    /**
     * The place, and how to go there.
     *
     * @param options what they say of TLS holds where the URI does not say more
     * @throws IllegalArgumentException saying what to write instead
     */
    static Destination destination(URI server, ClientOptions options) {
        boolean isSecure = isSecure(server);
        String host = server.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "no host in " + shown(server) + ": use " + scheme(isSecure) + "host:port");
        }
        boolean isIpv6 = host.startsWith("[") && host.endsWith("]");
        @Nullable Trust trust = isSecure ? trust(server, options) : plain(server, options);
        return new Destination(
                isIpv6 ? host.substring(1, host.length() - 1) : host,
                server.getPort() == -1 ? Repod.DEFAULT_PORT : server.getPort(),
                trust == null ? null : trust.trusted());
    }

    private static String scheme(boolean isSecure) {
        return isSecure ? "repods://" : "repod://";
    }

    private static boolean isSecure(URI server) {
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "repod" -> false;
            case "repods" -> true;
            case "ws", "wss" ->
                throw new IllegalArgumentException("scheme " + scheme + " of " + shown(server)
                        + " is not supported yet: use repod://host:port, or repods://host:port for TLS");
            default ->
                throw new IllegalArgumentException("scheme " + server.getScheme() + " of " + shown(server)
                        + " is not supported: use repod://host:port, or repods://host:port for TLS");
        };
    }

    /** A link that was meant to be encrypted must not become one that is not by a slip in a URI. */
    private static @Nullable Trust plain(URI server, ClientOptions options) {
        if (options.tls() != null) {
            throw new IllegalArgumentException(shown(server) + " is without TLS, and the options ask for it ("
                    + options.tls() + "): use repods://, or leave ClientOptions.tls out");
        }
        @Nullable String query = server.getRawQuery();
        if (query != null && query.startsWith(PIN)) {
            throw new IllegalArgumentException("a pin needs TLS: use repods:// in " + shown(server));
        }
        if (query != null) {
            throw unknown(query, server);
        }
        return null;
    }

    /** A pin is about this one server, so it says more than the options do. */
    private static Trust trust(URI server, ClientOptions options) {
        @Nullable String query = server.getRawQuery();
        if (query == null) {
            @Nullable Trust set = options.tls();
            return set == null ? Trust.system() : set;
        }
        if (!query.startsWith(PIN) || query.contains("&")) {
            throw unknown(query, server);
        }
        return Trust.pin(query.substring(PIN.length()));
    }

    private static IllegalArgumentException unknown(String query, URI server) {
        return new IllegalArgumentException("?" + shown(query) + " of " + shown(server)
                + " is not supported: use repods://host:port?pin= with the fingerprint of a certificate, or nothing");
    }

    /** Without a user and his password: texts of exceptions end in logs. */
    private static String shown(Object uriOrQuery) {
        return uriOrQuery.toString().replaceAll("(?<=[:/])[^/?]*@", "");
    }
}
