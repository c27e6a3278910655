package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The library's events in the log, by name, and that no payload is in any of them. */
final class LogTest {
    private static final String SECRET = "the player's secret";

    @RegisterExtension
    final LogLines log = new LogLines();

    /** A client with a handler. */
    static final class Player extends RecordingListener {
        @On
        void known() {}
    }

    private void playAWholeGame() {
        Playground playground = new Playground();
        Arena arena = playground.arena;
        Player player = playground.join(Player::new);
        player.send(Message.of("act", "text", SECRET));
        player.send(Message.of("strange", "text", SECRET));
        arena.sendToAll(Message.of("known", "text", SECRET));
        arena.sendToAll(Message.of("unknown", "text", SECRET));
        playground.settle();
        arena.whenActs = (channel, message) -> message.getInt("text");
        player.send(Message.of("act", "text", SECRET));
        playground.settle();
        arena.player(1).close();
        playground.settle();
        arena.stop();
        player.connect("localhost", playground.port());
        playground.settle();
    }

    @Test
    void eachEventHasItsNameItsLevelAndItsKeys() {
        playAWholeGame();

        assertEvent("server_started", Level.INFO, "host", "port");
        assertEvent("connecting", Level.INFO, "host", "port");
        assertEvent("client_connected", Level.INFO, "addr", "clients");
        assertEvent("connected", Level.INFO, "host", "port");
        assertEvent("message_dispatched", Level.DEBUG, "action");
        assertEvent("message_unhandled", Level.DEBUG, "action");
        assertEvent("message_invalid", Level.INFO, "action", "error", "addr");
        assertEvent("client_disconnected", Level.INFO, "addr", "clients");
        assertEvent("disconnected", Level.INFO, "host", "port", "reason");
        assertEvent("server_stopped", Level.INFO);
        assertEvent("connection_failed", Level.WARN, "host", "port", "error");
        assertThat(log.of("client_connected").get(0)).containsEntry("clients", 1);
        assertThat(log.of("client_disconnected").get(0)).containsEntry("clients", 0);
    }

    private void assertEvent(String name, Level level, String... keys) {
        assertThat(log.events(name)).as(name).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getLevel()).isEqualTo(level);
            assertThat(LogLines.keyValues(event)).containsKeys(keys);
        });
    }

    @Test
    void bothSidesLogDispatchedAndUnhandledMessages() {
        playAWholeGame();

        assertThat(log.of("message_dispatched"))
                .extracting(line -> line.get("action"))
                .containsExactly("act", "known", "act");
        assertThat(log.of("message_unhandled"))
                .extracting(line -> line.get("action"))
                .contains("strange", "unknown");
    }

    @Test
    void noPayloadIsInAnyLine() {
        playAWholeGame();

        assertThat(log.all()).hasSizeGreaterThan(12).allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).matches("[a-z_]+").doesNotContain(SECRET);
            assertThat(LogLines.keyValues(event).toString()).doesNotContain(SECRET);
        });
    }

    @Test
    void anActionCannotForgeALine() {
        Playground playground = new Playground();
        playground.join().send(Message.of("evil\nserver_stopped \u001b[31m", "a", 1));
        playground.settle();

        assertThat(log.of("message_unhandled"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("action"))
                        .asString()
                        .startsWith("evil")
                        .doesNotContain("\n", "\u001b"));
    }

    @Test
    void whoComesAndGoesAsOftenAsHeLikesDoesNotFillIt() {
        ServerOptions options =
                ServerOptions.builder().port(0).limits(Limits.trusted()).build();
        Playground playground = new Playground(() -> new Arena(options));
        for (int i = 0; i < 1500; i++) {
            PlainPeer peer = new PlainPeer(playground.lab).connect(playground.port());
            playground.lab.advance(Duration.ofMillis(3));
            peer.end();
        }
        playground.settle();
        assertThat(playground.arena.told).contains("Server.onDisconnect 1500");
        assertThat(log.of("client_connected")).hasSizeBetween(1000, 1200);
        assertThat(log.of("client_disconnected")).hasSizeBetween(1000, 1200);

        playground.advance(Duration.ofSeconds(1));
        playground.joinPlain();
        List<Map<String, Object>> lines = log.of("client_connected");
        assertThat(lines.get(lines.size() - 1)).containsKey("left_out");
    }

    @Test
    void whatTheGameDoesWrongDoesNotFillItEither() {
        Playground playground = new Playground(() -> new Arena() {
            @Override
            protected void onTick(double seconds) {
                throw new IllegalStateException("a mistake of the game");
            }
        });
        playground.advance(Duration.ofSeconds(10));
        assertThat(log.of("server_error")).hasSizeBetween(100, 160);
    }

    @Test
    void brokenPeersAreOneLineEachAndBoundedTogether() {
        Playground playground = new Playground();
        for (int i = 0; i < 50; i++) {
            PlainPeer peer = new PlainPeer(playground.lab).connect(playground.port());
            playground.lab.advance(Duration.ofMillis(3));
            peer.sendPayload("c0");
        }
        playground.settle();

        assertThat(log.of("client_disconnected")).hasSize(50);
        assertThat(log.of("peer_broken")).hasSizeBetween(20, 22);
        assertThat(log.events("peer_broken"))
                .extracting(ILoggingEvent::getLevel)
                .containsOnly(Level.WARN);
    }
}
