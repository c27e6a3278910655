package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.repod.Message;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marked values, and the log of everything at every level, which must show none of them: neither as they are nor in any of the
 * ways in which a program writes bytes down.
 */
final class Plants implements BeforeEachCallback, AfterEachCallback {
    static final String MARK = "plant-";
    static final int PIN = 774_411;

    /** A part of a session's id helps to guess the rest. */
    private static final int LONGEST_SHOWN_HEX = 12;

    final LogLines log = new LogLines("ROOT", Level.TRACE);
    private final Set<String> forms = new TreeSet<>(List.of(MARK, String.valueOf(PIN)));
    private int planted;

    /** A text that stands nowhere else. */
    String text() {
        String text = MARK + planted++ + "-ed";
        add(text.getBytes(StandardCharsets.UTF_8));
        return text;
    }

    /** Bytes that stand nowhere else. */
    void add(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes).substring(0, Math.min(LONGEST_SHOWN_HEX, 2 * bytes.length));
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        forms.add(new BigInteger(1, bytes).toString());
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Arrays.toString(bytes));
    }

    /** The id of a session, which a client's script is given as hexadecimal digits. */
    String id(String hex) {
        forms.add(hex);
        add(HexFormat.of().parseHex(hex));
        return hex;
    }

    /** A message with one at each place where a message can hold something. */
    Message message(String action) {
        return Message.of(
                action,
                "text",
                text(),
                "pin",
                PIN,
                "bytes",
                text().getBytes(StandardCharsets.UTF_8),
                "list",
                List.of(text(), Map.of(text(), text())),
                "deep",
                Map.of("password", text(), text(), 1));
    }

    /** @param atLeastLines where less is logged than that, nothing was tried */
    void assertNoneShowsIn(int atLeastLines) {
        assertThat(log.all()).hasSizeGreaterThanOrEqualTo(atLeastLines);
        List<String> shown = new ArrayList<>();
        for (ILoggingEvent event : log.all()) {
            String line = everythingOf(event);
            forms.stream()
                    .filter(line::contains)
                    .forEach(form -> shown.add(event.getMessage() + " shows " + form + " in " + line));
        }
        assertThat(shown).isEmpty();
    }

    private static String everythingOf(ILoggingEvent event) {
        String trace =
                event.getThrowableProxy() == null ? "" : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
        return String.join(
                " ",
                event.getFormattedMessage(),
                LogLines.keyValues(event).toString(),
                Arrays.deepToString(event.getArgumentArray()),
                event.getThreadName() + trace);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        log.afterEach(context);
    }
}
