package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.repod.Admission;
import dev.repod.Applicant;
import dev.repod.Authenticator;
import dev.repod.ClientOptions;
import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.Sessions;
import dev.repod.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No line of the log, at any level, holds what is nobody's business: what is in messages, the ids by which sessions are taken up,
 * saved states, users in addresses. Marked values are planted everywhere, a game is played with all that can go wrong, and
 * every line is searched for them, and for the ways in which a program writes bytes down.
 */
final class SecretsTest {
    private static final String MARK = "plant";
    private static final int PIN = 774_411;

    @RegisterExtension
    final LogLines log = new LogLines("ROOT", Level.TRACE);

    private final Set<String> plants = new TreeSet<>();
    private final Map<String, Message> shelf = new HashMap<>();
    private int planted;

    SecretsTest() {
        plants.add(String.valueOf(PIN));
    }

    /** A text that stands nowhere else. */
    private String plant() {
        String text = MARK + "-" + planted++ + "-ed";
        plant(text.getBytes(StandardCharsets.UTF_8));
        plants.add(text);
        return text;
    }

    /** In all the ways in which somebody might print it. */
    private void plant(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        plants.add(hex);
        plants.add(hex.toUpperCase(java.util.Locale.ROOT));
        plants.add(new java.math.BigInteger(1, bytes).toString());
        plants.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        plants.add(java.util.Arrays.toString(bytes));
        // A part of a session's id helps to guess the rest.
        plants.add(hex.substring(0, 12));
    }

    private static List<String> texts(ILoggingEvent event) {
        List<String> texts = new ArrayList<>();
        texts.add(event.getFormattedMessage());
        texts.add(LogLines.keyValues(event).toString());
        texts.add(java.util.Arrays.deepToString(event.getArgumentArray()));
        texts.add(event.getThreadName());
        if (event.getThrowableProxy() != null) {
            texts.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return texts;
    }

    private void assertNothingShows(int atLeastLines) {
        assertThat(log.all()).hasSizeGreaterThanOrEqualTo(atLeastLines);
        assertThat(plants).hasSizeGreaterThan(1);
        for (ILoggingEvent event : log.all()) {
            for (String text : texts(event)) {
                for (String plant : plants) {
                    assertThat(text).as(event.getMessage()).doesNotContain(plant);
                }
                assertThat(text).as(event.getMessage()).doesNotContain(MARK + "-");
            }
        }
    }

    // ---- the game

    private record Login(String name) {}

    /** Checks with the JDK's means, whose exceptions quote what they did not like. */
    private record Ticket(String number) {
        Ticket {
            UUID.fromString(number);
        }
    }

    private record Amount(String digits) {
        Amount {
            Long.parseLong(digits);
        }
    }

    private record Scores(Map<String, Integer> byName, List<Map<String, Byte>> small, Side side, char initial) {}

    private enum Side {
        RED,
        BLUE
    }

    private record Private(String text, int pin) {}

    /** Handles messages with all that can be wrong with them. */
    static final class Guest extends Arena.Player {
        @On
        void ticket(Ticket ticket) {}

        @On
        void amount(Amount amount) {}

        @On
        void scores(Scores scores) {}

        @On("private")
        void whisper(Private text) {
            throw new IllegalStateException("a mistake of the game");
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
            throw new InvalidMessageException("it is not your turn");
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

    private final class Shelf implements SessionStore {
        private boolean broken;

        @Override
        public void save(String key, Message state, Duration keepFor) throws IOException {
            check();
            shelf.put(key, state);
        }

        @Override
        public @Nullable Message load(String key) throws IOException {
            check();
            return shelf.get(key);
        }

        @Override
        public void remove(String key) throws IOException {
            check();
            shelf.remove(key);
        }

        private void check() throws IOException {
            if (broken) {
                throw new IOException("the disk is full");
            }
        }
    }

    private final Shelf store = new Shelf();

    private Playground playground(boolean ioThread) {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .ioThread(ioThread)
                .limits(Limits.standard().withMaxFrameBytes(8 << 10))
                .sessions(Sessions.resumable(Duration.ofSeconds(30)).store(store))
                .build();
        Playground playground = new Playground(() -> new Arena(Guest::new, options));
        playground.arena.whenAskedForState = player -> Message.of("state", "inventory", plant(), "pin", PIN);
        return playground;
    }

    private static RecordingListener join(Playground playground) {
        return playground.join(() -> new RecordingListener(ClientOptions.builder()
                .reconnect(Reconnect.exponential(Duration.ofMillis(100), Duration.ofSeconds(1)))
                .build()));
    }

    private Message secret(String action) {
        return Message.of(
                action,
                "text",
                plant(),
                "pin",
                PIN,
                "bytes",
                plant().getBytes(StandardCharsets.UTF_8),
                "list",
                List.of(plant(), Map.of(plant(), plant())),
                "deep",
                Map.of("password", plant(), plant(), 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatPlayersSayToEachOther(boolean ioThread) {
        Playground playground = playground(ioThread);
        RecordingListener client = join(playground);
        for (String action : List.of("act", "strange", "look", "deep", "rule", "echo", "large", "broken", "private")) {
            client.send(secret(action));
            playground.settle();
        }
        playground.arena.sendToAll(secret("news"));
        playground.arena.sendToAll(Message.of("news", "text", plant().repeat(50)));
        playground.settle();

        assertThat(log.of("message_invalid")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(playground.arena.told).contains("Channel.onError 1");
        assertNothingShows(15);
    }

    @Test
    void whatIsWrongWithAMessage() {
        Playground playground = playground(false);
        PlainPeer peer = playground.joinKnownPlain();
        peer.send("ticket", "number", plant());
        peer.send("amount", "digits", plant());
        peer.send("amount", "digits", PIN + "x");
        peer.send("scores", "by_name", Map.of(plant(), plant()), "small", List.of(), "side", "red", "initial", "x");
        peer.send("scores", "by_name", Map.of("planted", plant()), "small", List.of(), "side", "red", "initial", "x");
        peer.send("scores", "by_name", Map.of(), "small", List.of(Map.of(plant(), PIN)), "side", "red", "initial", "x");
        peer.send("scores", "by_name", Map.of(), "small", List.of(), "side", plant(), "initial", "x");
        peer.send("scores", "by_name", Map.of(), "small", List.of(), "side", "red", "initial", plant());
        peer.send("private", "text", List.of(plant()), "pin", PIN);
        peer.send("private", "text", plant(), "pin", (long) PIN << 32);
        playground.settle();

        assertThat(log.of("message_invalid")).hasSize(10);
        assertThat(peer.messages().stream().filter(message -> message.action().equals("error")))
                .extracting(message -> message.getString("message"))
                .contains("invalid ticket: the values were rejected", "invalid scores: by_name[?]: expected an integer, found a string");
        assertNothingShows(10);
    }

    @Test
    void whatAClientCannotRead() {
        Playground playground = playground(false);
        final class Reader extends RecordingListener {
            @On("private")
            void news(Private text) {}
        }
        playground.join(Reader::new);
        playground.arena.sendToAll(Message.of("private", "text", PIN, "pin", plant()));
        playground.arena.sendToAll(Message.of("other", "text", plant()));
        playground.settle();

        assertThat(log.of("message_invalid")).hasSize(1);
        assertNothingShows(5);
    }

    @Test
    void whatABrokenPeerSentBefore() {
        Playground playground = playground(false);
        for (String end : List.of("c0", "82 a6 616374696f6e a3", "81 a1 61 " + "91".repeat(40) + "01", "c1", "d9 05 61")) {
            PlainPeer peer = playground.joinKnownPlain();
            peer.sendBytes(Wire.encode(secret("echo")));
            peer.sendPayload(end);
            playground.settle();
        }
        PlainPeer large = playground.joinKnownPlain();
        large.sendBytes(Wire.encode(Message.of("act", "text", plant().repeat(2000))));
        PlainPeer text = playground.joinKnownPlain();
        text.sendBytes(("GET /?token=" + plant() + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        PlainPeer half = playground.joinKnownPlain();
        half.sendBytes(("\0\0\0\u007f" + plant()).getBytes(StandardCharsets.UTF_8));
        playground.advance(Duration.ofSeconds(20));

        assertThat(log.of("flight_record")).hasSizeGreaterThanOrEqualTo(6);
        assertThat(log.of("flight_record").toString()).contains("<echo:");
        assertNothingShows(20);
    }

    // ---- sessions

    private void plantIdsOf(PlainPeer peer) {
        for (Message message : peer.messages()) {
            if (message.has("session_id")) {
                String id = message.getString("session_id");
                plants.add(id);
                plant(HexFormat.of().parseHex(id));
            }
        }
    }

    @Test
    void theIdsOfSessionsAsTextsAndWhatWasSaved() {
        Playground playground = playground(false);
        PlainPeer peer = playground.joinKnownPlain();
        plantIdsOf(peer);
        String id = peer.messages().stream()
                .filter(message -> message.has("session_id"))
                .findFirst()
                .orElseThrow()
                .getString("session_id");
        peer.reset();
        playground.settle();
        playground.arena.sendToAll(secret("news"));
        PlainPeer again = playground.joinPlain();
        again.send("recover_session", "session_id", id);
        playground.settle();
        plantIdsOf(again);
        again.sendPayload("c0");
        playground.settle();
        PlainPeer stranger = playground.joinPlain();
        stranger.send("recover_session", "session_id", "00" + id.substring(2));
        stranger.send("recover_session", "session_id", plant());
        playground.settle();
        plantIdsOf(stranger);
        stranger.sendPayload("c1");
        playground.settle();

        assertThat(again.messages()).extracting(Message::action).contains("state_recovered");
        assertThat(log.of("client_resumed")).hasSize(1);
        assertNothingShows(8);
    }

    private static List<String> binsIn(byte[] stream) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i + 18 <= stream.length; i++) {
            if ((stream[i] & 0xff) == 0xc4 && stream[i + 1] == 16) {
                ids.add(HexFormat.of().formatHex(stream, i + 2, i + 18));
            }
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theIdsOfSessionsAsBytesThroughManyLives(boolean storeIsBroken) {
        Playground playground = playground(false);
        RecordingListener client = join(playground);
        store.broken = storeIsBroken;
        for (int life = 0; life < 4; life++) {
            LabLink link = playground.lab.process(client).links().get(0);
            link.cut();
            playground.settle();
            playground.arena.sendToAll(secret("missed"));
            client.send(secret("echo"));
            playground.advance(Duration.ofSeconds(2));
        }
        // What an extended peer is given, seen by one that reads bytes: HELLO with a wish for a session.
        PlainPeer spy = playground.joinPlain();
        spy.sendPayload("94 01 01 03 80");
        playground.settle();
        List<String> given = binsIn(spy.received());
        assertThat(given).hasSize(1);
        given.forEach(id -> plant(HexFormat.of().parseHex(id)));
        spy.reset();
        playground.settle();
        // Comes back with it, with a wrong one, and with one too short.
        for (String id : List.of(given.get(0), "00".repeat(16))) {
            PlainPeer back = playground.joinPlain();
            back.sendPayload("94 01 01 03 83 a7 73657373696f6e c4 10 " + id + " a8 7265636569766564 00 ab 726573656e645f66726f6d 00");
            playground.settle();
            binsIn(back.received()).forEach(next -> plant(HexFormat.of().parseHex(next)));
            back.sendPayload("92 05 cf 7fffffffffffffff");
            playground.settle();
        }
        client.close();
        playground.advance(Duration.ofMinutes(2));
        playground.arena.stop();

        assertThat(log.of("client_resumed")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(log.of("session_store_failed").isEmpty()).isEqualTo(!storeIsBroken);
        assertNothingShows(20);
    }

    @Test
    void aStateThatIsRestored() {
        Playground playground = playground(false);
        playground.arena.whenRestored = (player, state) -> {
            throw new IllegalStateException("cannot restore");
        };
        RecordingListener client = join(playground);
        int port = playground.port();
        playground.settle();
        playground.arena.stop();
        playground.advance(Duration.ofSeconds(1));
        Arena second = playground.lab.open(() -> new Arena(
                Guest::new,
                ServerOptions.builder()
                        .port(port)
                        .sessions(Sessions.resumable(Duration.ofSeconds(30)).store(store))
                        .build()));
        second.whenRestored = playground.arena.whenRestored;
        second.whenAskedForState = playground.arena.whenAskedForState;
        second.start();
        playground.advance(Duration.ofSeconds(10));
        second.stop();
        client.close();

        assertThat(second.told).contains("Channel.restoreState 1", "Channel.onError 1");
        assertThat(shelf.toString()).contains(MARK);
        assertNothingShows(8);
    }

    // ---- credentials

    private Admission decide(Applicant applicant) {
        Message credentials = applicant.credentials();
        return switch (credentials.getString("name")) {
            case "accepted" -> Admission.accept(plant());
            case "refused" -> Admission.refuse("wrong password");
            case "invalid" -> Admission.accept(credentials.as(Ticket.class));
            case "misfit" -> Admission.accept(credentials.getInt("password"));
            default -> throw new IllegalStateException("a mistake of the game: " + applicant);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "refused", "invalid", "misfit", "broken"})
    void whatOneComesInWith(String name) {
        ServerOptions options = ServerOptions.builder()
                .port(0)
                .authenticator(Authenticator.of(this::decide))
                .build();
        Playground playground = new Playground(() -> new Arena(Guest::new, options));
        for (int i = 0; i < 3; i++) {
            Message credentials = Message.of(
                    "login", "name", name, "password", plant(), "number", plant(), "keys", Map.of(plant(), plant()));
            ClientOptions coming = ClientOptions.builder()
                    .credentials(credentials)
                    .app("game", "1.0")
                    .build();
            playground.begin(() -> new RecordingListener(coming));
            PlainPeer peer = playground.joinPlain();
            peer.send("authenticate", "name", name, "password", plant(), "number", plant());
            playground.settle();
            peer.send("authenticate", "name", name, "password", plant());
            peer.send("strange", "text", plant());
            playground.advance(Duration.ofSeconds(10));
            peer.sendPayload("c0");
        }
        playground.advance(Duration.ofSeconds(10));
        playground.arena.stop();

        assertNothingShows(8);
        assertThat(log.of("client_connected").isEmpty()).isEqualTo(!name.equals("accepted"));
    }

    @Test
    void optionsThatAreWrittenDown() {
        ClientOptions options = ClientOptions.builder()
                .credentials(Message.of("login", "password", plant()))
                .build();

        assertThat(options.toString()).doesNotContain(MARK);
        assertThat(Admission.accept(plant()).toString()).doesNotContain(MARK);
    }

    // ---- peers that do not read

    @Test
    void whatASlowPeerDidNotTake() {
        Playground playground = playground(false);
        PlainPeer peer = playground.joinKnownPlain();
        peer.reading(false);
        playground.settle();
        for (int i = 0; i < 600; i++) {
            playground.arena.sendToAll(Message.of("news", "text", plant().repeat(400)));
            playground.arena.sendLatestToAll(Message.of("snapshot", "text", plant()));
            playground.lab.advance(Duration.ofMillis(20));
        }
        playground.settle();

        assertThat(log.of("flight_record")).isNotEmpty();
        assertNothingShows(5);
    }

    // ---- addresses

    @Test
    void aUserInAnAddress() {
        NetworkLab lab = NetworkLab.seeded(1);
        RecordingListener client = lab.open(RecordingListener::new);
        for (String address : List.of("repod://alice:%s@localhost:1", "http://alice:%s@localhost", "repod:alice:%s@x",
                "repods://alice:%s@localhost?x=1", "repod://alice:%s@localhost?x=1", "ws://alice:%s@localhost",
                "repod://alice:%s@localhost?pin=ab", "repod://alice:%s@/path", "repod://al_ice:%s@no_host")) {
            Throwable refused = org.assertj.core.api.Assertions.catchThrowable(
                    () -> client.connect(URI.create(String.format(address, plant()))));
            if (refused != null) {
                assertThat(refused.getMessage()).doesNotContain(MARK);
            }
            lab.advance(Duration.ofSeconds(1));
            client.pump();
        }
        client.close();
        String host = "alice:" + plant() + "@localhost";
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> client.connect(host, 1))
                .withMessage("the host holds an @: give a name or an address, and no user");
        assertNothingShows(1);
    }
}
