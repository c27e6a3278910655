package dev.repod.testkit.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Tells the ledger of each exception in the log that no game of a play has thrown, and of whatever Netty warns of. */
final class LogWatch extends AppenderBase<ILoggingEvent> {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Ledger ledger;

    private LogWatch(Ledger ledger) {
        this.ledger = ledger;
    }

    /** While the plays run. */
    static <E extends Exception> void on(Ledger ledger, Plays<E> plays) throws E {
        LogWatch watch = new LogWatch(ledger);
        watch.start();
        Level before = ROOT.getLevel();
        ROOT.addAppender(watch);
        ROOT.setLevel(Level.INFO);
        try {
            plays.run();
        } finally {
            ROOT.detachAppender(watch);
            ROOT.setLevel(before);
        }
    }

    /** What is watched. */
    @FunctionalInterface
    interface Plays<E extends Exception> {
        void run() throws E;
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        boolean isOurs = event.getLoggerName().startsWith("dev.repod");
        if (thrown != null && !thrown.getClassName().equals(Mischief.class.getName())) {
            ledger.wrong("the log shows " + event + "\n" + ThrowableProxyUtil.asString(thrown));
        } else if (!isOurs && event.getLevel().isGreaterOrEqual(Level.WARN)) {
            ledger.wrong("the log shows " + event);
        }
        ledger.count("log " + event.getMessage());
    }
}
