package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Client;
import dev.repod.CloseReason.Kind;
import dev.repod.Event;
import dev.repod.Ext;
import dev.repod.Message;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Java clients, and servers in Python and JavaScript that share no code with them. */
@Tag("interop")
class InteropClientTest {
    /** Every kind of value; those that JavaScript's library keeps apart, first. */
    private static final Object[] FOR_JAVASCRIPT = {
        "whole",
        List.of(0, 127, 128, -32, -33, 65_536, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE),
        "unsigned",
        new BigInteger("18446744073709551615"),
        "half",
        0.5,
        "tiny",
        Double.MIN_VALUE,
        "yes",
        true,
        "nothing",
        null,
        "text",
        "naïve — Привет 🎮 \u0000",
        "bytes",
        new byte[] {0, -1, (byte) 0xc3, 0x28},
        "list",
        List.of(List.of(), List.of(1, List.of("a")), Map.of("deep", Map.of())),
        "long_list",
        java.util.Collections.nCopies(70_000, 7),
        "moment",
        Instant.parse("2024-02-29T12:30:15.123456789Z"),
        "ext",
        new Ext(5, new byte[] {1, 2, 3}),
        "by_number",
        Map.of(1, "one", 70_000, "far")
    };

    private static final Object[] FOR_PYTHON_TOO = {
        "floats", List.of(0.0, -0.0, 1.0, 1e308, Double.NaN, Double.NEGATIVE_INFINITY),
        "single", 1.5f,
        "by_truth", Map.of(true, "yes"),
        "by_half", Map.of(1.5, "half"),
        "long_ago", Instant.parse("-5000-01-01T00:00:00Z")
    };

    private static Object[] both() {
        Object[] all = Arrays.copyOf(FOR_JAVASCRIPT, FOR_JAVASCRIPT.length + FOR_PYTHON_TOO.length);
        System.arraycopy(FOR_PYTHON_TOO, 0, all, FOR_JAVASCRIPT.length, FOR_PYTHON_TOO.length);
        return all;
    }

    private static void mustComeBackTheSame(ChildProgram server, Object[] fields) {
        RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", server.readPort());
        assertThat(player.isExtended()).isFalse();
        for (int i = 0; i < fields.length; i += 2) {
            player.send(Message.of("echo", fields[i], fields[i + 1]));
        }
        player.send(Message.of("broadcast", fields));
        List<Message> answers = player.pumpUntilMessages(fields.length / 2 + 1);
        for (int i = 0; i < fields.length; i += 2) {
            assertThat(answers.get(i / 2)).isEqualTo(Message.of("echo_reply", fields[i], fields[i + 1]));
        }
        assertThat(answers.get(fields.length / 2)).isEqualTo(Message.of("broadcast_reply", fields));
        player.close();
        assertThat(player.awaitEnd().kind()).isEqualTo(Kind.CLOSED);
        assertThat(server.readEvent("client_disconnected")).containsEntry("clients", 0L);
    }

    @Test
    void everyKindOfValueComesBackTheSameFromPython() throws IOException {
        try (ChildProgram server = Peers.python("echo_server", "--port", 0)) {
            mustComeBackTheSame(server, both());
        }
    }

    @Test
    void everyKindOfValueComesBackTheSameFromJavaScript() throws IOException {
        try (ChildProgram server = Peers.node("echo_server", "--port", 0)) {
            mustComeBackTheSame(server, FOR_JAVASCRIPT);
        }
    }

    @Test
    void theClientBelowTheListenerPollsTheSameFromPython() throws IOException {
        try (ChildProgram server = Peers.python("echo_server", "--port", 0)) {
            Client client = new Client();
            client.connect("127.0.0.1", server.readPort());
            assertThat(next(client)).isInstanceOf(Event.Connected.class);
            assertThat(client.send(Message.of("echo", "n", 1))).isPositive();
            assertThat(next(client)).isEqualTo(new Event.Received(Message.of("echo_reply", "n", 1)));
            client.close();
            assertThat(next(client)).isInstanceOf(Event.Disconnected.class);
            assertThat(client.poll()).isNull();
        }
    }

    private static Event next(Client client) {
        return await().until(client::poll, event -> event != null);
    }

    @Test
    void aChatOnAPythonServer() throws IOException {
        try (ChildProgram server = Peers.python("chat_server", "--port", 0)) {
            int port = server.readPort();
            RecordingPlayer james = RecordingPlayer.joined("127.0.0.1", port);
            james.send(Message.of("nickname", "nickname", "James"));
            james.send(Message.of("message", "text", "héllo"));
            Map<String, Object> said = server.readEvent("said");
            assertThat(said).containsEntry("nickname", "James").containsEntry("text", "héllo");
            await().until(() -> {
                james.pump();
                return james.messages.contains(Message.of("message", "text", "héllo", "nickname", "James"));
            });
            assertThat(james.messages)
                    .contains(
                            Message.of("system", "text", "James joined the chat"),
                            Message.of("players", "list", List.of("James")));
            james.close();
            assertThat(server.readEvent("announced")).containsKey("text");
        }
    }

    @Test
    void thePythonServerMeasuresOurLag() throws IOException {
        try (ChildProgram server = Peers.python("lag_time_server", "--port", 0)) {
            RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", server.readPort());
            for (int count = 0; count < 10; count++) {
                Message ping = player.pumpUntilMessages(count + 1).get(count);
                assertThat(ping).isEqualTo(Message.of("ping", "count", count));
                player.send(ping);
                assertThat(server.readEvent("rtt")).containsEntry("count", (long) count);
            }
            player.close();
            assertThat(server.readEvent("client_disconnected")).containsEntry("answered", 10L);
        }
    }

    @Test
    void aPythonServersHandlerThatRaisesLeavesOurConnectionUp() throws IOException {
        try (ChildProgram server = Peers.python("guide_error_handling", "server", "--port", 0)) {
            RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", server.readPort());
            player.send(Message.of("hello"));
            player.pumpUntilMessages(1);
            player.send(Message.of("crash"));
            server.readEvent("crashing");
            player.send(Message.of("hello"));
            player.pump();
            assertThat(player.isConnected()).isTrue();
            player.close();
            assertThat(player.story).containsExactly("onConnected");
            assertThat(player.awaitEnd().kind()).isEqualTo(Kind.CLOSED);
        }
    }

    @Test
    void aPythonServersAnswersToInvalidMessagesAreOrdinaryMessages() throws IOException {
        try (ChildProgram server = Peers.python("guide_invalid_messages", "server", "--port", 0)) {
            RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", server.readPort());
            player.send(Message.of("move", "x", 2000, "y", 1));
            player.send(Message.of("move", "x", 10, "y", 20.5));
            assertThat(player.pumpUntilMessages(2))
                    .containsExactly(
                            Message.of("error", "message", "Position out of bounds"),
                            Message.of("moved", "x", 10, "y", 20.5));
            assertThat(server.readEvent("invalid")).containsEntry("mistake", "Position out of bounds");
            player.close();
        }
    }

    @Test
    void aPythonServerHearsOurGoodbyeBeforeOurEnd() throws IOException {
        try (ChildProgram server = Peers.python("guide_goodbye", "server", "--port", 0)) {
            RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", server.readPort());
            player.send(Message.of("goodbye"));
            player.close();
            assertThat(server.readEvent("closed")).containsEntry("said_goodbye", true);
        }
    }

    @Test
    void aPythonServerThatStopsIsAnOrderlyEnd() throws IOException {
        try (ChildProgram server = Peers.python("guide_shutdown_server", "server", "--port", 0)) {
            RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", server.readPort());
            player.send(Message.of("stop_server"));
            assertThat(player.awaitEnd().kind()).isEqualTo(Kind.PEER_CLOSED);
            assertThat(player.story).containsExactly("onConnected", "onDisconnected PEER_CLOSED");
            assertThat(server.readEvent("stopped")).containsEntry("clients", 0L);
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void aMapWithANullValueComesBackFromPython() throws IOException {
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("nothing", null);
        try (ChildProgram server = Peers.python("echo_server", "--port", 0)) {
            mustComeBackTheSame(server, new Object[] {"map", withNull});
        }
    }
}
