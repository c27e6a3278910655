package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.repod.ClientOptions;
import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.FlightRecord;
import dev.repod.FlightRecord.Direction;
import dev.repod.FlightRecord.Frame;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection did last, as a game and the log see it. */
final class FlightRecordTest {
    private static final ClientOptions RETURNING = ClientOptions.builder()
            .reconnect(Reconnect.exponential(Duration.ofMillis(100), Duration.ofSeconds(1)))
            .build();

    @RegisterExtension
    final LogLines log = new LogLines();

    private static Playground playground(ServerOptions.Builder options) {
        ServerOptions built = options.port(0).build();
        return new Playground(() -> new Arena(built));
    }

    private static Playground playground() {
        return playground(ServerOptions.builder());
    }

    private static List<String> whats(FlightRecord record) {
        return record.frames().stream()
                .map(frame -> frame.direction() + " " + frame.what())
                .toList();
    }

    // ---- on the channel

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerSeesWhatLedToIt(boolean ioThread) {
        Playground playground = playground(ServerOptions.builder().ioThread(ioThread));
        List<FlightRecord> seen = new ArrayList<>();
        playground.arena.whenActs = (player, message) -> {
            player.send(Message.of("acted"));
            seen.add(player.flightRecord());
        };
        RecordingListener client = playground.join();
        client.send(Message.of("strange", "text", "x"));
        client.send(Message.of("act"));
        playground.settle();

        List<String> handled = new ArrayList<>(
                List.of("OUT connected", "IN [HELLO]", "OUT [WELCOME]", "IN strange", "IN act", "OUT acted"));
        assertThat(seen)
                .singleElement()
                .satisfies(record -> assertThat(whats(record))
                        .containsExactlyElementsOf(ioThread ? handled.subList(0, 5) : handled));
        assertThat(whats(playground.arena.player(1).flightRecord())).containsExactlyElementsOf(handled);
    }

    @Test
    void aFrameHasItsSizeAndItsTimeSinceTheConnectionBegan() {
        Playground playground = playground();
        PlainPeer peer = playground.joinPlain();
        playground.advance(Duration.ofSeconds(3));
        peer.send("act", "x", 1);
        playground.settle();
        Frame last = lastOf(playground.arena.player(1).flightRecord());

        assertThat(last.what()).isEqualTo("act");
        assertThat(last.direction()).isEqualTo(Direction.IN);
        assertThat(last.bytes()).isEqualTo(1 + 7 + 4 + 2 + 1);
        assertThat(last.at()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3100));
        assertThat(last.payload()).isEmpty();
    }

    private static Frame lastOf(FlightRecord record) {
        return record.frames().get(record.frames().size() - 1);
    }

    @Test
    void whatATickSendsHasTheTimeAtWhichItWentOut() {
        Playground playground = playground();
        playground.joinPlain();
        playground.advance(Duration.ofSeconds(7));
        playground.arena.sendToAll(Message.of("snapshot"));
        playground.settle();

        Frame last = lastOf(playground.arena.player(1).flightRecord());
        assertThat(last.what()).isEqualTo("snapshot");
        assertThat(last.at()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7100));
    }

    @Test
    void itAnswersOnAfterTheEndAndSaysHowItCame() {
        Playground playground = playground();
        playground.join();
        Arena.Player player = playground.arena.player(1);
        player.kick("away");
        playground.settle();
        FlightRecord atEnd = player.flightRecord();
        playground.arena.stop();

        assertThat(whats(atEnd)).endsWith("OUT [BYE]", "END KICKED");
        assertThat(player.flightRecord()).isEqualTo(atEnd);
    }

    @Test
    void inTheConstructorThereIsNothing() {
        List<FlightRecord> seen = new ArrayList<>();
        final class Early extends Arena.Player {
            Early() {
                seen.add(flightRecord());
            }
        }
        Playground playground = new Playground(() -> new Arena(Early::new, Arena.ANY_PORT));
        playground.join();

        assertThat(seen)
                .singleElement()
                .satisfies(record -> assertThat(record.frames()).isEmpty());
    }

    @Test
    void itGoesOnFromLinkToLink() {
        Playground playground =
                playground(ServerOptions.builder().sessions(Sessions.resumable(Duration.ofSeconds(30))));
        RecordingListener client = playground.join(() -> new RecordingListener(RETURNING));
        client.send(Message.of("act"));
        playground.settle();
        Arena.Player player = playground.arena.player(1);
        playground.lab.process(client).links().get(0).cut();
        playground.settle();
        player.send(Message.of("missed"));
        FlightRecord away = player.flightRecord();
        playground.advance(Duration.ofSeconds(1));
        client.send(Message.of("back"));
        playground.settle();

        List<String> before = List.of("OUT connected", "IN [HELLO]", "OUT [WELCOME]", "IN act", "END LOST");
        assertThat(whats(away)).containsExactlyElementsOf(before);
        List<String> after = new ArrayList<>(before);
        after.addAll(List.of("OUT connected", "IN [HELLO]", "OUT [WELCOME]", "OUT missed", "IN [ACK]", "IN back"));
        assertThat(whats(player.flightRecord())).startsWith(after.toArray(String[]::new));
        List<Duration> times =
                player.flightRecord().frames().stream().map(Frame::at).toList();
        assertThat(times).isSortedAccordingTo(Duration::compareTo);
    }

    @Test
    void itIsATableForPeople() {
        FlightRecord record = new FlightRecord(List.of(
                new Frame(Duration.ofNanos(100_000), Direction.OUT, "connected", 18, ""),
                new Frame(Duration.ofMillis(12_345), Direction.IN, "evil\n\u001b[31m", 1 << 20, "81a6"),
                new Frame(Duration.ofSeconds(100), Direction.END, "TIMED_OUT", 0, "")));

        assertThat(record.toString().lines())
                .containsExactly(
                        "      0.0001 s  out  connected                        18",
                        "     12.3450 s  in   evil??[31m                  1048576  81a6",
                        "    100.0000 s  end  TIMED_OUT");
    }

    // ---- in the log

    private String firstInTheLog() {
        return String.valueOf(log.of("flight_record").get(0).get("frames"));
    }

    @Test
    void aBrokenPeerIsShownWithWhatItSentLast() {
        Playground playground = playground();
        PlainPeer peer = playground.joinPlain();
        peer.send("act", "password", "hunter2");
        playground.settle();
        peer.sendPayload("82 a6 616374696f6e a3 616374");
        playground.settle();

        Map<String, Object> line = log.of("flight_record").get(0);
        assertThat(firstInTheLog())
                .matches("-\\d+>connected:18 -\\d+<act:\\d+ 0<\\(broken\\):12 0>error:\\d+ 0\\|PROTOCOL_ERROR");
        assertThat(line).containsEntry("reason", Kind.PROTOCOL_ERROR).containsKey("addr");
        assertThat(log.events("flight_record"))
                .extracting(ILoggingEvent::getLevel)
                .containsOnly(Level.INFO);
    }

    @Test
    void theSilenceBeforeATimeoutIsSeen() {
        Playground playground = playground();
        RecordingListener client = playground.join();
        playground.advance(Duration.ofSeconds(12));
        playground.lab.process(client).unplug();
        playground.advance(Duration.ofSeconds(40));

        assertThat(firstInTheLog())
                .contains("<[HELLO]:")
                .containsPattern("-1\\d{4}<\\[P[IO]NG]:3 ")
                .containsPattern(" 0>\\[BYE]:\\d+ 0\\|TIMED_OUT$");
    }

    @Test
    void aLostLinkIsForWhoeverLooksForIt() {
        Playground playground = playground();
        RecordingListener client = playground.join();
        playground.lab.process(client).links().get(0).cut();
        playground.settle();

        assertThat(log.events("flight_record"))
                .singleElement()
                .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.DEBUG));
        assertThat(log.of("flight_record").get(0)).containsEntry("reason", Kind.LOST);
    }

    @Test
    void anOrderlyEndIsNoFault() {
        Playground playground = playground();
        RecordingListener leaves = playground.join();
        playground.join();
        PlainPeer ends = playground.joinPlain();
        leaves.close();
        ends.end();
        playground.arena.player(2).kick("away");
        playground.settle();
        playground.join();
        playground.arena.stop();

        assertThat(log.of("client_disconnected")).hasSize(4);
        assertThat(log.of("flight_record")).isEmpty();
    }

    @Test
    void nobodyCanFillTheLogWithThem() {
        Playground playground = playground();
        for (int i = 0; i < 50; i++) {
            PlainPeer peer = new PlainPeer(playground.lab).connect(playground.port());
            playground.lab.advance(Duration.ofMillis(3));
            peer.sendPayload("c0");
        }
        playground.settle();
        playground.advance(Duration.ofMinutes(1));
        playground.joinPlain().sendPayload("c0");
        playground.settle();

        List<Map<String, Object>> lines = log.of("flight_record");
        assertThat(lines).hasSizeBetween(21, 23);
        assertThat(lines.get(lines.size() - 1).get("left_out")).isEqualTo(51L - lines.size());
    }

    @Test
    void theLongestLineIsBounded() {
        Playground playground = playground(ServerOptions.builder().flightPayloads(64));
        PlainPeer peer = playground.joinPlain();
        for (int i = 0; i < 100; i++) {
            peer.send("an_action_of_that_length_or_more\u001b", "text", "x".repeat(100));
        }
        peer.sendPayload("c0");
        playground.settle();

        assertThat(firstInTheLog()).hasSizeLessThan(64 * (26 + 128 + 20)).doesNotContain("\n");
    }

    @Test
    void anActionCannotForgeALine() {
        Playground playground = playground();
        PlainPeer peer = playground.joinPlain();
        peer.send("evil\nserver_stopped \u001b[31m");
        peer.sendPayload("c0");
        playground.settle();

        assertThat(firstInTheLog()).contains("<evil?server_stopped").doesNotContain("\n", "\u001b");
    }

    // ---- payloads

    @Test
    void payloadsAreShownWhereThatIsAskedForAndNowhereElse() {
        Playground playground = playground(ServerOptions.builder().flightPayloads(12));
        PlainPeer peer = playground.joinPlain();
        peer.send("act", "x", 1);
        playground.settle();

        assertThat(lastOf(playground.arena.player(1).flightRecord()).payload()).isEqualTo("82a6616374696f6ea3616374");
        peer.sendPayload("c0");
        playground.settle();
        assertThat(firstInTheLog()).contains("<act:15:82a6616374696f6ea3616374 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void noMoreOfAPayloadThan64BytesIsKept(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().flightPayloads(bytes))
                .withMessage("flightPayloads " + bytes + " is not in 0..64");
    }

    @Test
    void nothingOfAPayloadIsKeptByDefault() {
        assertThat(ServerOptions.standard().flightPayloads()).isZero();
        assertThat(ServerOptions.builder().flightPayloads(7).build().toBuilder()
                        .build()
                        .flightPayloads())
                .isEqualTo(7);
    }

    @Test
    void aClientThatIsAwayIsStillOnRecordWhenItsWindowIsOver() {
        Playground playground = playground(ServerOptions.builder().sessions(Sessions.resumable(Duration.ofSeconds(5))));
        RecordingListener client = playground.join(() -> new RecordingListener(RETURNING));
        Arena.Player player = playground.arena.player(1);
        playground.lab.process(client).kill();
        playground.advance(Duration.ofSeconds(30));

        assertThat(player.closeReason()).isNotNull();
        assertThat(whats(player.flightRecord())).startsWith("OUT connected", "IN [HELLO]");
        assertThat(lastOf(player.flightRecord()).direction()).isEqualTo(Direction.END);
        client.expectNothing();
        assertThat(client.events()).doesNotHaveAnyElementsOfTypes(Event.Disconnected.class);
    }
}
