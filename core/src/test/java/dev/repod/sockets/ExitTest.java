package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program has said is delivered, also when the program is over. */
class ExitTest {
    @Test
    void whatWasSentBeforeTheEndOfMainArrives() throws IOException {
        RecordingServer server = RecordingServer.started();
        try (ChildProgram player = ChildProgram.java(List.of(), LastWordsProgram.class, server.port())) {
            assertThat(player.awaitExit()).isZero();
            server.awaitEndOf(1);
            assertThat(server.storyOf(1)).containsExactly("goodbye", "onClose PEER_CLOSED", "onDisconnect");
            assertThat(server.counted()).isEqualTo(LastWordsProgram.MESSAGES);
        } finally {
            server.stop();
        }
    }
}
