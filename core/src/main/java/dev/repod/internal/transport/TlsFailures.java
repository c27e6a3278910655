package dev.repod.internal.transport;

import dev.repod.ConnectionError;
import dev.repod.ConnectionError.Kind;
import dev.repod.internal.tls.DistrustException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what it means that a TLS handshake failed, whichever TLS it was: the JDK's or OpenSSL. */
final class TlsFailures {
    private static final List<String> NOTHING_IN_COMMON = List.of(
            "protocol_version",
            "protocol version",
            "no appropriate protocol",
            "not supported by",
            "not accepted by",
            "handshake_failure",
            "no cipher suites in common");

    private TlsFailures() {}

    /** What a client is told. */
    static ConnectionError error(Throwable cause, Destination to) {
        return ConnectFailures.error(Kind.TLS, to.host(), to.port(), forClient(cause));
    }

    private static String forClient(Throwable cause) {
        @Nullable DistrustException distrust = find(DistrustException.class, cause);
        if (distrust != null) {
            return String.valueOf(distrust.getMessage());
        }
        if (find(NotSslRecordException.class, cause) != null) {
            return "the server does not speak TLS: use repod://";
        }
        return find(SSLException.class, cause) == null && find(IOException.class, cause) != null
                ? "the server ended the connection during the handshake: it may be full, or have had too many failed"
                        + " attempts from your address"
                : words(cause);
    }

    /** The same for a log of either side, where there is nothing to advise. */
    static String words(Throwable cause) {
        if (find(NotSslRecordException.class, cause) != null) {
            return "what came is not TLS";
        }
        if (find(SSLException.class, cause) == null && find(IOException.class, cause) != null) {
            return "the peer ended the connection during the handshake";
        }
        Throwable root = cause;
        for (@Nullable Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return hasNothingInCommon(said) ? "no protocol version or cipher suite in common (" + said + ")" : said;
    }

    private static boolean hasNothingInCommon(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return NOTHING_IN_COMMON.stream().anyMatch(lower::contains);
    }

    private static <T> @Nullable T find(Class<T> kind, Throwable in) {
        for (@Nullable Throwable cause = in; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }
}
