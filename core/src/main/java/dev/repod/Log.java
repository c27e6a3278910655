package dev.repod;

import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.LoggingEventBuilder;

/** The library's loggers. It logs events, each a name in {@code snake_case} with key-values, and never a payload. */
final class Log {
    static final Logger SERVER = LoggerFactory.getLogger("dev.repod.Server");
    static final Logger CLIENT = LoggerFactory.getLogger("dev.repod.Client");

    private Log() {}

    /** Whether nothing that is logged is seen by anyone, because the program has no SLF4J provider. */
    static boolean goesNowhere() {
        return SERVER instanceof NOPLogger;
    }

    /** Adds how many lines like this one were held back; says nothing where none were. */
    static LoggingEventBuilder leftOut(LoggingEventBuilder line, long count) {
        return count == 0 ? line : line.addKeyValue("left_out", count);
    }

    static String addr(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]:" + address.getPort() : host + ":" + address.getPort();
    }
}
