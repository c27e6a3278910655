package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Java server, and clients in Python and JavaScript that share no code with it. */
@Tag("interop")
class InteropServerTest {
    private ServiceServer server = ServiceServer.started();

    @AfterEach
    void stop() {
        server.stop();
    }

    private Object[] here(Object... more) {
        Object[] all = new Object[2 + more.length];
        all[0] = "127.0.0.1";
        all[1] = server.port();
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    private static void mustFindAllTheSame(ChildProgram client, int atLeast) {
        List<String> lines = client.readToEnd();
        assertThat(lines)
                .filteredOn(line -> line.contains("\"ok\""))
                .allMatch(line -> Boolean.TRUE.equals(Json.object(line).get("ok")));
        assertThat(lines)
                .hasSizeGreaterThan(atLeast)
                .last()
                .satisfies(line -> assertThat(Json.object(line))
                        .containsEntry("event", "done")
                        .containsEntry("ok", true));
        assertThat(client.awaitExit()).isZero();
    }

    @Test
    void everyKindOfValueComesBackTheSameToPython() throws IOException {
        try (ChildProgram client = Peers.python("echo_client", here())) {
            mustFindAllTheSame(client, 23);
        }
    }

    @Test
    void everyKindOfValueComesBackTheSameToJavaScript() throws IOException {
        try (ChildProgram client = Peers.node("echo_client", here())) {
            mustFindAllTheSame(client, 15);
        }
    }

    @Test
    void clientsInThreeLanguagesChatInOneRoom() throws IOException {
        try (ChildProgram ada = Peers.python("chat_client", here("--nick", "Ada"))) {
            ada.readLine(line -> line.contains("Ada joined the chat"));
            try (ChildProgram brendan = Peers.node("chat_client", here("--nick", "Brendan"))) {
                ada.readLine(line -> line.contains("Brendan joined the chat"));
                RecordingPlayer james = RecordingPlayer.joined("127.0.0.1", server.port());
                james.send(Message.of("nickname", "nickname", "James"));
                ada.readLine(line -> line.contains("James joined the chat"));

                ada.writeLine("héllo 🎮");
                brendan.readLine(line -> line.contains("héllo 🎮") || line.contains("h\\u00e9llo \\ud83c\\udfae"));
                james.send(Message.of("message", "text", "from Java"));
                brendan.readLine(line -> line.contains("from Java"));
                brendan.writeLine("from JavaScript");
                ada.readLine(line -> line.contains("from JavaScript"));

                brendan.endInput();
                assertThat(brendan.awaitExit()).isZero();
                ada.readLine(line -> line.contains("Brendan left the chat"));
                ada.endInput();
                assertThat(ada.awaitExit()).isZero();
                await().until(() -> {
                    james.pump();
                    return james.messages.contains(Message.of("system", "text", "Ada left the chat"));
                });
                assertThat(james.messages)
                        .contains(
                                Message.of("message", "text", "héllo 🎮", "nickname", "Ada"),
                                Message.of("message", "text", "from Java", "nickname", "James"),
                                Message.of("message", "text", "from JavaScript", "nickname", "Brendan"),
                                Message.of("players", "list", List.of("James")));
                james.close();
            }
        }
    }

    @Test
    void pythonAnswersTheMeasuringOfLag() throws IOException {
        server.stop();
        server = ServiceServer.started(true);
        try (ChildProgram client = Peers.python("lag_time_client", here())) {
            assertThat(client.readEvent("done")).containsEntry("ok", true);
            assertThat(client.awaitExit()).isZero();
        }
        await().until(() -> server.story.contains("onDisconnect"));
        assertThat(server.story).hasSize(12).startsWith("ping 0").contains("ping 9", "onClose PEER_CLOSED");
    }

    @Test
    void thePythonGuidesClientIsToldWhatAConnectionErrorIs() throws IOException {
        try (ChildProgram client = Peers.python("guide_error_handling", "client", "127.0.0.1", server.port())) {
            // Twice: once by its own link, once by the greeting.
            assertThat(client.readLine()).contains("connected");
            assertThat(client.awaitExit()).isZero();
        }
        server.stop();
        try (ChildProgram client = Peers.python("guide_error_handling", "client", "127.0.0.1", server.port())) {
            assertThat(client.readEvent("error")).containsEntry("kind", "refused");
            assertThat(client.awaitExit()).isEqualTo(3);
        }
    }

    @Test
    void thePythonGuidesInvalidMovesAreAnsweredAndTheClientLives() throws IOException {
        try (ChildProgram client = Peers.python("guide_invalid_messages", "client", "127.0.0.1", server.port())) {
            mustFindAllTheSame(client, 8);
        }
    }

    @Test
    void thePythonGuidesGoodbyeIsHeardBeforeItsEnd() throws IOException {
        try (ChildProgram client = Peers.python("guide_goodbye", "client", "127.0.0.1", server.port())) {
            assertThat(client.awaitExit()).isZero();
        }
        await().until(() -> server.story.contains("onDisconnect"));
        assertThat(server.story).containsExactly("goodbye", "onClose PEER_CLOSED", "onDisconnect");
    }

    @Test
    void thePythonGuidesClientHearsThatTheServerStops() throws IOException {
        try (ChildProgram client = Peers.python("guide_shutdown_server", "client", "127.0.0.1", server.port())) {
            client.readEvent("connected");
            await().until(() -> server.channels().size() == 1);
            server.stop();
            Map<String, Object> told = client.readEvent("error");
            assertThat(told.toString()).contains("server stopped");
            client.readEvent("disconnected");
            assertThat(client.awaitExit()).isZero();
        }
        assertThat(server.story).containsExactly("onClose STOPPED", "onDisconnect");
    }
}
