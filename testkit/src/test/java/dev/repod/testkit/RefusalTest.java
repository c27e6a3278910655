package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Reconnect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose server greets it, and sends it away in place of WELCOME. */
class RefusalTest {
    private static final int PORT = 7000;

    private final NetworkLab lab = NetworkLab.seeded(1);
    private final PlainPeer server = new PlainPeer(lab).listen(PORT).greetWhenConnected();

    private RecordingListener refused(Reconnect policy, String reason, String text) {
        RecordingListener client = lab.open(() ->
                new RecordingListener(ClientOptions.builder().reconnect(policy).build()));
        client.connect("localhost", PORT);
        lab.advance(Duration.ofMillis(20));
        server.sendPayload("93 06" + string(reason) + string(text));
        lab.advance(Duration.ofMillis(20));
        client.pump();
        return client;
    }

    private static String string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return String.format("da %04x", bytes.length) + HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "limit", "timed_out"})
    void isToldWhyInTheServersWordsAndWasNeverConnected(String reason) {
        RecordingListener client = refused(Reconnect.never(), reason, "server full");

        assertThat(client.expect(Event.Failed.class).error())
                .isEqualTo(new ConnectionError(
                        ConnectionError.Kind.REJECTED,
                        "The server at localhost:7000 did not let you in: server full",
                        "Connection rejected: server full"));
        client.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "timed_out"})
    void comesAgainWhereThatMayHelp(String reason) {
        RecordingListener client = refused(Reconnect.exponential(), reason, "server full");

        assertThat(client.expect(Event.Failed.class).error().kind()).isEqualTo(ConnectionError.Kind.REJECTED);
        assertThat(client.expect(Event.Reconnecting.class).attempt()).isEqualTo(1);
        client.expectNothing();
    }

    @Test
    void doesNotWhereItIsNotWanted() {
        RecordingListener client = refused(Reconnect.exponential(), "rejected", "banned");

        client.expect(Event.Failed.class);
        client.expect(Event.GaveUp.class);
        assertThat(client.expect(Event.Disconnected.class).reason()).hasToString("REJECTED: banned");
        client.expectNothing();
    }

    @Test
    void showsNoMoreOfAStrangersTextThanOneLine() {
        RecordingListener client = refused(Reconnect.never(), "rejected", "a\nb\u001b[31m\u202e" + "x".repeat(5000));

        ConnectionError error = client.expect(Event.Failed.class).error();
        assertThat(error.message()).contains("did not let you in: a?b?[31m?xxx").hasSizeLessThan(1100);
        assertThat(error.detail())
                .startsWith("Connection rejected: a?b?[31m?xxx")
                .hasSizeLessThan(1100);
    }

    @Test
    void withoutAWordItIsToldWhatCanBeTold() {
        RecordingListener client = refused(Reconnect.never(), "rejected", "");

        assertThat(client.expect(Event.Failed.class).error().message())
                .isEqualTo("The server at localhost:7000 did not let you in.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kicked", "stopped"})
    void whoIsSentAwayForAnotherReasonWasConnected(String reason) {
        RecordingListener client = refused(Reconnect.never(), reason, "");

        client.expect(Event.Connected.class);
        client.expect(Event.Disconnected.class);
        client.expectNothing();
    }
}
