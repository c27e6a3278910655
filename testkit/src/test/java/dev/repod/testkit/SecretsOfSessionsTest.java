package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads the log can take up nobody's session, and learns nothing of what was saved with it. */
final class SecretsOfSessionsTest {
    private static final int ID_BYTES = 16;
    private static final Pattern BIN_OF_16 = Pattern.compile("c410([0-9a-f]{32})");

    @RegisterExtension
    final Plants plants = new Plants();

    private final Shelf shelf = new Shelf();

    private Arena arena(int port) {
        Arena arena = new Arena(ServerOptions.builder()
                .port(port)
                .sessions(Sessions.resumable(Duration.ofSeconds(30)).store(shelf))
                .build());
        arena.whenAskedForState = player -> Message.of("state", "inventory", plants.text(), "pin", Plants.PIN);
        arena.whenRestored = (player, state) -> {
            throw new IllegalStateException("cannot restore");
        };
        return arena;
    }

    private Playground playground() {
        return new Playground(() -> arena(0));
    }

    private static RecordingListener joinToReturn(Playground playground) {
        return playground.join(() -> new RecordingListener(ClientOptions.builder()
                .reconnect(Reconnect.exponential(Duration.ofMillis(100), Duration.ofSeconds(1)))
                .build()));
    }

    private String idTold(PlainPeer peer) {
        List<String> ids = peer.messages().stream()
                .filter(message -> message.has("session_id"))
                .map(message -> message.getString("session_id"))
                .toList();
        ids.forEach(plants::id);
        return ids.get(0);
    }

    @Test
    void theIdsThatScriptsAreToldShowNowhere() {
        Playground playground = playground();
        PlainPeer peer = playground.joinKnownPlain();
        String id = idTold(peer);
        peer.reset();
        playground.settle();
        playground.arena.sendToAll(plants.message("news"));
        PlainPeer again = playground.joinPlain();
        again.send("recover_session", "session_id", id);
        playground.settle();
        idTold(again);
        again.sendPayload("c0");
        playground.settle();
        PlainPeer stranger = playground.joinPlain();
        stranger.send("recover_session", "session_id", "00" + id.substring(2));
        stranger.send("recover_session", "session_id", plants.text());
        playground.settle();
        idTold(stranger);
        stranger.sendPayload("c1");
        playground.settle();

        assertThat(again.messages()).extracting(Message::action).contains("state_recovered");
        assertThat(plants.log.of("client_resumed")).hasSize(1);
        assertThat(plants.log.of("peer_broken")).hasSize(2);
        plants.assertNoneShowsIn(8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theIdsOfClientsThatComeBackShowNowhere(boolean storeIsBroken) {
        Playground playground = playground();
        RecordingListener client = joinToReturn(playground);
        shelf.broken = storeIsBroken;
        for (int life = 0; life < 4; life++) {
            playground.lab.process(client).links().get(0).cut();
            playground.settle();
            playground.arena.sendToAll(plants.message("missed"));
            client.send(plants.message("strange"));
            playground.advance(Duration.ofSeconds(2));
        }
        PlainPeer extended = greet(playground, "94 01 01 03 80");
        String id = idsGiven(extended).get(0);
        extended.reset();
        playground.settle();
        // Comes back with it, with one that nobody has, and with half of it.
        for (String claimed : List.of(id, "00".repeat(ID_BYTES), id.substring(ID_BYTES))) {
            PlainPeer back = greet(playground, helloWith(claimed));
            idsGiven(back);
            String ackOfWhatWasNeverSent = "92 05 cf 7fffffffffffffff";
            back.sendPayload(ackOfWhatWasNeverSent);
            playground.settle();
        }
        client.close();
        playground.advance(Duration.ofMinutes(2));
        playground.arena.stop();

        assertThat(plants.log.of("client_resumed")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(plants.log.of("peer_broken")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(plants.log.of("session_store_failed").isEmpty()).isEqualTo(!storeIsBroken);
        plants.assertNoneShowsIn(20);
    }

    private static String helloWith(String id) {
        String bin = String.format("c4 %02x ", id.length() / 2) + id;
        return "94 01 01 03 83 a7 73657373696f6e" + bin + "a8 7265636569766564 00 ab 726573656e645f66726f6d 00";
    }

    private static PlainPeer greet(Playground playground, String hello) {
        PlainPeer peer = playground.joinPlain();
        peer.sendPayload(hello);
        playground.settle();
        return peer;
    }

    /** As sixteen bytes of msgpack: nothing else that a server sends begins like that. */
    private List<String> idsGiven(PlainPeer peer) {
        List<String> ids = BIN_OF_16
                .matcher(HexFormat.of().formatHex(peer.received()))
                .results()
                .map(found -> found.group(1))
                .toList();
        ids.forEach(plants::id);
        return ids;
    }

    @Test
    void aStateThatCannotBeRestoredShowsNowhere() {
        Playground playground = playground();
        RecordingListener client = joinToReturn(playground);
        int port = playground.port();
        playground.arena.stop();
        playground.advance(Duration.ofSeconds(1));
        assertThat(shelf.states.toString()).contains(Plants.MARK);
        Arena second = playground.lab.open(() -> arena(port));
        second.start();
        playground.advance(Duration.ofSeconds(10));
        second.stop();
        client.close();

        assertThat(second.told).contains("Channel.restoreState 1", "Channel.onError 1");
        plants.assertNoneShowsIn(8);
    }
}
