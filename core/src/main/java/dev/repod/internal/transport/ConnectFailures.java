package dev.repod.internal.transport;

import dev.repod.ConnectionError;
import dev.repod.ConnectionError.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what the system's exceptions mean: the same kinds for epoll, the JDK's sockets, IPv4 and IPv6. */
public final class ConnectFailures {
    private static final Pattern NETTY_CALL = Pattern.compile("\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    private ConnectFailures() {}

    /** The error for an attempt that ended with an exception. */
    public static ConnectionError of(Throwable cause, String host, int port) {
        Kind kind = kindOf(cause);
        @Nullable String said = cause.getMessage();
        return error(kind, host, port, said == null ? cause.getClass().getSimpleName() : said);
    }

    /** The error of one kind, with the system's words, or the library's where the system has none. */
    public static ConnectionError error(Kind kind, String host, int port, String detail) {
        return new ConnectionError(kind, forThePlayer(kind, host, port), fixedWords(kind) + ": " + detail);
    }

    /** The error where the server has said why it does not let this client in, in words for the player. */
    public static ConnectionError rejected(String host, int port, String text) {
        String message = forThePlayer(Kind.REJECTED, host, port);
        return new ConnectionError(
                Kind.REJECTED,
                text.isEmpty() ? message : message.substring(0, message.length() - 1) + ": " + text,
                fixedWords(Kind.REJECTED) + ": " + text);
    }

    private static Kind kindOf(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return Kind.UNKNOWN_HOST;
        }
        if (cause instanceof SocketTimeoutException || text.contains("timed out")) {
            return Kind.TIMED_OUT;
        }
        if (cause instanceof NoRouteToHostException
                || cause instanceof UnsupportedAddressTypeException
                || text.contains("unreachable")
                || text.contains("no route to host")
                || text.contains("host is down")
                || text.contains("cannot assign requested address")
                || text.contains("address family not supported")
                || text.contains("protocol family unavailable")) {
            return Kind.UNREACHABLE;
        }
        if (text.contains("refused")) {
            return Kind.REFUSED;
        }
        return cause instanceof ConnectException && cause.getMessage() == null ? Kind.REFUSED : Kind.OTHER;
    }

    /** What ended a link: a {@link SocketTimeoutException} where the system gave up on a peer that does not answer. */
    static Throwable ofLink(Throwable cause) {
        boolean isTimeout =
                String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("timed out");
        if (cause instanceof SocketTimeoutException) {
            return cause;
        }
        if (!isTimeout) {
            return withoutCall(cause);
        }
        SocketTimeoutException timeout = new SocketTimeoutException("the peer's machine does not answer");
        timeout.initCause(cause);
        return timeout;
    }

    /** In the system's words, which may be shown to players, without the name of the call that Netty has them after. */
    private static Throwable withoutCall(Throwable cause) {
        Matcher call = NETTY_CALL.matcher(String.valueOf(cause.getMessage()));
        return call.lookingAt() ? new IOException(call.replaceFirst(""), cause) : cause;
    }

    private static String fixedWords(Kind kind) {
        return switch (kind) {
            case REFUSED -> "Connection refused";
            case TIMED_OUT -> "Connection timed out";
            case UNREACHABLE -> "Network is unreachable";
            case UNKNOWN_HOST -> "Name or service not known";
            case TLS -> "TLS handshake failed";
            case REJECTED -> "Connection rejected";
            case PROTOCOL -> "Protocol error";
            case OTHER -> "Connection failed";
        };
    }

    private static String forThePlayer(Kind kind, String host, int port) {
        String where = host + ":" + port;
        return switch (kind) {
            case REFUSED -> "No server is running at " + where + ". Check the address, or try again later.";
            case TIMED_OUT -> "The server at " + where + " does not answer. Check the address, or try again later.";
            case UNREACHABLE -> "There is no way to " + where + ". Check your network connection.";
            case UNKNOWN_HOST -> "There is no host named " + host + ". Check the spelling.";
            case TLS -> "No secure connection to " + where + " could be made.";
            case REJECTED -> "The server at " + where + " did not let you in.";
            case PROTOCOL -> "What runs at " + where + " is not a game server of this kind. Check the port.";
            case OTHER -> "The connection to " + where + " failed.";
        };
    }
}
