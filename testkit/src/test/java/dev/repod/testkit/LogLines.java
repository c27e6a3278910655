package dev.repod.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What is logged while a test runs: by the library from debug on, where nothing else is said. */
final class LogLines implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final Level level;
    private final @Nullable Level levelBefore;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    LogLines() {
        this("dev.repod", Level.DEBUG);
    }

    LogLines(String name, Level level) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        this.level = level;
        this.levelBefore = logger.getLevel();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.setLevel(level);
        appender.start();
        logger.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(appender);
        logger.setLevel(levelBefore);
    }

    /** The names of the events, in order. */
    List<String> names() {
        return appender.list.stream().map(ILoggingEvent::getMessage).toList();
    }

    List<ILoggingEvent> events(String name) {
        return appender.list.stream()
                .filter(event -> event.getMessage().equals(name))
                .toList();
    }

    /** The key-values of each event of that name. */
    List<Map<String, Object>> of(String name) {
        return events(name).stream().map(LogLines::keyValues).toList();
    }

    List<ILoggingEvent> all() {
        return List.copyOf(appender.list);
    }

    static Map<String, Object> keyValues(ILoggingEvent event) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> values.put(pair.key, pair.value));
        }
        return values;
    }
}
