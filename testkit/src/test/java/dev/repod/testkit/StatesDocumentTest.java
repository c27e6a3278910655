package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays each row of the table of a client that reconnects, as docs/states.md has it: the document is the expectation. */
final class StatesDocumentTest {
    private static final String TABLE = "## A client that reconnects";
    private static final int PORT = 6000;
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(30);

    /** One row. */
    private record Row(String state, String input, String next, List<String> told) {
        @Override
        public String toString() {
            return state + ", " + input;
        }
    }

    private final NetworkLab lab = NetworkLab.seeded(11);
    private final SessionStore store = SessionStore.inMemory();
    private @Nullable Arena arena;
    private Doing client = client(Reconnect.exponential());

    /** How the input of each row comes about. The state before is brought about first, and what is told then is dropped. */
    private final Map<String, Runnable> inputs = new LinkedHashMap<>();

    StatesDocumentTest() {
        inputs.put("IDLE, connect, refused", this::connect);
        inputs.put("IDLE, connect, WELCOME", () -> {
            serve(true);
            connect();
        });
        inputs.put("AWAY, before the first link: the wait is over, WELCOME", () -> serve(true));
        inputs.put("OPEN, link lost", this::cut);
        inputs.put("OPEN, BYE stopped", () -> arena().stop());
        inputs.put("OPEN, BYE closed", () -> arena().player(1).close());
        inputs.put("OPEN, BYE kicked", () -> arena().player(1).kick("out"));
        inputs.put("OPEN, close", () -> client.close());
        inputs.put("AWAY, close", () -> client.close());
        inputs.put("AWAY, connect", () -> assertThatIllegalStateException().isThrownBy(this::connect));
        inputs.put("AWAY, the wait is over, WELCOME resumed", () -> pass(LONG));
        inputs.put("AWAY, the wait is over, WELCOME restored", () -> restart(true));
        inputs.put("AWAY, the wait is over, WELCOME fresh", () -> restart(false));
        inputs.put("AWAY, the wait is over, plain server, while the session's window is not over", this::servePlain);
        inputs.put("AWAY, the wait is over, plain server", this::servePlain);
        inputs.put("AWAY, the wait is over, refused", () -> lab.process(arena()).kill());
        inputs.put(
                "AWAY, the wait is over, refused, and the attempts are used up",
                () -> lab.process(arena()).kill());
        inputs.put("AWAY, the wait is over, BYE kicked", () -> arena().player(1).kick("out"));
        inputs.put("RETURNING, close", () -> client.close());
    }

    private Doing client(Reconnect reconnect) {
        return lab.open(
                () -> new Doing(ClientOptions.builder().reconnect(reconnect).build()));
    }

    private Arena arena() {
        return java.util.Objects.requireNonNull(arena);
    }

    private void serve(boolean sessions) {
        ServerOptions.Builder options = ServerOptions.builder().port(PORT);
        if (sessions) {
            options.sessions(Sessions.resumable(WINDOW).store(store));
        }
        Arena started = lab.open(() -> new Arena(options.build()));
        started.whenAskedForState = player -> Message.of("state");
        started.start();
        arena = started;
    }

    private void servePlain() {
        lab.process(arena()).kill();
        new PlainPeer(lab).listen(PORT).greetWhenConnected();
    }

    private void restart(boolean sessions) {
        lab.process(arena()).kill();
        serve(sessions);
    }

    private void connect() {
        client.connect("localhost", PORT);
    }

    private void cut() {
        lab.process(client).links().get(0).cut();
    }

    private void pass(Duration time) {
        for (long tenths = time.toMillis() / 10; tenths > 0; tenths--) {
            lab.advance(Duration.ofMillis(10));
            client.pump();
        }
    }

    /** Passes time until something new is told. */
    private void passUntilTold() {
        int before = client.events().size();
        lab.runUntil(
                () -> {
                    client.pump();
                    return client.events().size() > before;
                },
                Duration.ofSeconds(20));
        pass(Duration.ofMillis(10));
    }

    private void bringAbout(Row row) {
        if (row.state().equals("IDLE")) {
            return;
        }
        if (row.input().startsWith("before the first link")) {
            connect();
            passUntilTold();
            return;
        }
        if (row.input().contains("used up")) {
            client = client(Reconnect.exponential().attempts(1));
        }
        serve(true);
        connect();
        passUntilTold();
        pass(Duration.ofSeconds(2));
        if (!row.state().equals("OPEN")) {
            cut();
            passUntilTold();
        }
        if (row.input().endsWith("plain server")) {
            lab.process(arena()).kill();
            pass(WINDOW);
            passUntilTold();
        }
        if (row.state().equals("RETURNING")) {
            int links = lab.process(client).links().size();
            lab.runUntil(() -> lab.process(client).links().size() > links, Duration.ofSeconds(20));
        }
    }

    static Stream<Row> rows() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "states.md"));
        String table = text.substring(text.indexOf(TABLE), text.indexOf("## Sequence charts"));
        return table.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), words(cells[4])));
    }

    private static List<String> words(String cell) {
        return Stream.of(cell.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Test
    void everyRowIsPlayedAndNothingElse() throws IOException {
        assertThat(rows().map(Row::toString)).containsExactlyInAnyOrderElementsOf(inputs.keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatTheProgramIsTold(Row row) {
        bringAbout(row);
        int before = client.events().size();

        java.util.Objects.requireNonNull(inputs.get(row.toString())).run();
        if (row.told().isEmpty()) {
            pass(Duration.ofMillis(10));
        } else {
            lab.runUntil(
                    () -> {
                        client.pump();
                        return client.events().size() >= before + row.told().size();
                    },
                    Duration.ofSeconds(30));
        }

        List<String> told = client.events().stream()
                .skip(before)
                .map(StatesDocumentTest::word)
                .collect(Collectors.toList());
        assertThat(told).isEqualTo(row.told());
        assertThat(client.isConnected()).isEqualTo(row.next().equals("OPEN"));
        if (row.next().equals("IDLE")) {
            pass(LONG);
            assertThat(client.events()).hasSize(before + row.told().size());
            client.connect("localhost", PORT);
        }
    }

    private static String word(Event event) {
        if (event instanceof Event.Connected) {
            return "onConnected";
        }
        if (event instanceof Event.Failed) {
            return "onError";
        }
        if (event instanceof Event.Reconnecting) {
            return "onReconnecting";
        }
        if (event instanceof Event.Reconnected back) {
            return "onReconnected " + back.resumption();
        }
        if (event instanceof Event.GaveUp) {
            return "onGaveUp";
        }
        CloseReason reason = ((Event.Disconnected) event).reason();
        return "onDisconnected " + reason.kind();
    }
}
