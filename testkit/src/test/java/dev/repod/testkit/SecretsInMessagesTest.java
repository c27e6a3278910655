package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.ServerOptions;
import dev.repod.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in messages shows in no line of the log, whatever is wrong with them or with whoever sends them. */
final class SecretsInMessagesTest {
    @RegisterExtension
    final Plants plants = new Plants();

    // Not private: that their constructors are called, only the binding knows.

    /** Checks with the JDK's means, whose exceptions quote what they did not like. */
    record Ticket(String number) {
        Ticket {
            UUID.fromString(number);
        }
    }

    record Amount(String digits) {
        Amount {
            Long.parseLong(digits);
        }
    }

    private record Scores(Map<String, Integer> byName, List<Map<String, Byte>> small, Side side, char initial) {}

    private enum Side {
        RED,
        BLUE
    }

    private record Login(String name) {}

    private record Private(String text, int pin) {}

    /** Handles messages in all the ways that fail. */
    static final class Guest extends Arena.Player {
        @On
        void ticket(Ticket ticket) {}

        @On
        void amount(Amount amount) {}

        @On
        void scores(Scores scores) {}

        @On("private")
        void whisper(Private text) {
            if (text.pin() == Plants.PIN) {
                throw new IllegalStateException("a mistake of the game");
            }
        }

        @On
        void look(Message message) {
            message.getInt("text");
        }

        @On
        void deep(Message message) {
            message.get("list", Login.class);
        }

        @On
        void rule(Message message) {
            if (message.has("text")) {
                throw new InvalidMessageException("it is not your turn");
            }
        }

        @On
        void echo(Message message) {
            send(message);
        }

        @On
        void large(Message message) {
            send(Message.of("large", "text", message.getString("text").repeat(5_000)));
        }

        @On
        void broken(Message message) {
            send(Message.of("broken", "value", new Object[] {message.getString("text")}));
        }
    }

    private static Playground playground(boolean ioThread) {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .ioThread(ioThread)
                .limits(Limits.standard().withMaxFrameBytes(8 << 10))
                .build();
        return new Playground(() -> new Arena(Guest::new, options));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofWhatPlayersSayAndAreToldNothingShows(boolean ioThread) {
        Playground playground = playground(ioThread);
        RecordingListener client = playground.join();
        for (String action : List.of("act", "strange", "look", "deep", "rule", "echo", "large", "broken", "private")) {
            client.send(plants.message(action));
            playground.settle();
        }
        client.send(Message.of("private", "text", plants.text(), "pin", Plants.PIN));
        playground.arena.sendToAll(plants.message("news"));
        playground.arena.sendToAll(Message.of("news", "text", plants.text().repeat(50)));
        playground.settle();

        assertThat(plants.log.of("message_invalid")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(playground.arena.errors).hasSizeGreaterThanOrEqualTo(3);
        plants.assertNoneShowsIn(15);
    }

    @Test
    void whatIsWrongWithAMessageIsSaidWithoutItsValuesAndItsKeys() {
        Playground playground = playground(false);
        PlainPeer peer = playground.joinKnownPlain();
        Map<String, Integer> none = Map.of();
        peer.send("ticket", "number", plants.text());
        peer.send("amount", "digits", plants.text());
        peer.send("amount", "digits", Plants.PIN + "x");
        scores(peer, Map.of(plants.text(), plants.text()), List.of(), "red", "x");
        scores(peer, Map.of("planted", plants.text()), List.of(), "red", "x");
        scores(peer, none, List.of(Map.of(plants.text(), Plants.PIN)), "red", "x");
        scores(peer, none, List.of(), plants.text(), "x");
        scores(peer, none, List.of(), "red", plants.text());
        peer.send("private", "text", List.of(plants.text()), "pin", Plants.PIN);
        peer.send("private", "text", plants.text(), "pin", (long) Plants.PIN << 32);
        playground.settle();

        assertThat(plants.log.of("message_invalid")).hasSize(10);
        assertThat(peer.messages().stream().filter(message -> message.action().equals("error")))
                .extracting(message -> message.getString("message"))
                .contains(
                        "invalid ticket: the values were rejected",
                        "invalid scores: by_name[?]: expected an integer, found a string");
        plants.assertNoneShowsIn(10);
    }

    private static void scores(PlainPeer peer, Map<String, ?> byName, List<?> small, String side, String initial) {
        peer.send("scores", "by_name", byName, "small", small, "side", side, "initial", initial);
    }

    @Test
    void aClientDoesNotShowWhatItCannotRead() {
        Playground playground = playground(false);
        List<Private> read = new ArrayList<>();
        final class Reader extends RecordingListener {
            @On("private")
            void news(Private text) {
                read.add(text);
            }
        }
        playground.join(Reader::new);
        playground.arena.sendToAll(Message.of("private", "text", Plants.PIN, "pin", plants.text()));
        playground.arena.sendToAll(Message.of("other", "text", plants.text()));
        playground.settle();

        assertThat(read).isEmpty();
        assertThat(plants.log.of("message_invalid")).hasSize(1);
        plants.assertNoneShowsIn(5);
    }

    @Test
    void theRecordOfABrokenPeerHoldsNothingOfWhatItSent() {
        Playground playground = playground(false);
        for (String end :
                List.of("c0", "82 a6 616374696f6e a3", "81 a1 61 " + "91".repeat(40) + "01", "c1", "d9 05 61")) {
            PlainPeer peer = playground.joinKnownPlain();
            peer.sendBytes(Wire.encode(plants.message("echo")));
            peer.sendPayload(end);
            playground.settle();
        }
        byte[] tooLarge = Wire.encode(Message.of("act", "text", plants.text().repeat(2_000)));
        byte[] web = bytes("GET /?token=" + plants.text() + " HTTP/1.1\r\n\r\n");
        byte[] half = bytes("\0\0\0\u007f" + plants.text());
        for (byte[] sent : List.of(tooLarge, web, half)) {
            playground.joinPlain().sendBytes(sent);
        }
        playground.advance(Duration.ofSeconds(20));

        assertThat(plants.log.of("flight_record")).hasSizeGreaterThanOrEqualTo(6);
        assertThat(plants.log.of("flight_record").toString()).contains("<echo:");
        plants.assertNoneShowsIn(20);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void ofWhatASlowPeerDidNotTakeNothingShows() {
        Playground playground = playground(false);
        PlainPeer peer = playground.joinKnownPlain();
        peer.reading(false);
        playground.settle();
        for (int i = 0; i < 600; i++) {
            playground.arena.sendToAll(Message.of("news", "text", plants.text().repeat(400)));
            playground.arena.sendLatestToAll(Message.of("snapshot", "text", plants.text()));
            playground.lab.advance(Duration.ofMillis(20));
        }
        playground.settle();

        assertThat(plants.log.of("flight_record")).isNotEmpty();
        plants.assertNoneShowsIn(4);
    }
}
