package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Keepalive;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Python programs that were written from the guide on recovery and keepalive, and know nothing of this library. */
@Tag("interop")
class InteropSessionTest {
    private final SessionServer server = new SessionServer(ServerOptions.builder()
            .port(0)
            .plainPeerGrace(Duration.ofMillis(200))
            .sessions(Sessions.resumable(Duration.ofSeconds(20)))
            .keepalive(Keepalive.every(Duration.ofMillis(100))
                    .deadAfter(Duration.ofSeconds(1))
                    .plainPeers(true))
            .build());

    InteropSessionTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private ChildProgram python(String program, Object... options) throws IOException {
        Object[] arguments = new Object[3 + options.length];
        arguments[0] = "client";
        arguments[1] = "127.0.0.1";
        arguments[2] = server.port();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Peers.python(program, arguments);
    }

    @Test
    void aPythonPlayerRecoversItsScoreAgainAndAgain() throws IOException {
        try (ChildProgram player = python("guide_state_recovery", "--cuts", 3)) {
            assertThat(player.readEvent("done")).containsEntry("ok", true).containsEntry("recoveries", 3L);
            assertThat(player.awaitExit()).isZero();
        }
        assertThat(server.story.stream().filter(line -> line.startsWith("onConnect")))
                .hasSize(1);
        assertThat(server.story)
                .startsWith("onConnect 1", "onDetached 1", "onResumed 1", "onDetached 1", "onResumed 1");
    }

    @Test
    void soDoesOneWhoseLinkIsReset() throws IOException {
        try (ChildProgram player = python("guide_state_recovery", "--cuts", 2, "--reset")) {
            assertThat(player.readEvent("done")).containsEntry("ok", true).containsEntry("recoveries", 2L);
        }
    }

    @Test
    void aForeignIdIsRefusedAndThePlayerBeginsAfresh() throws IOException {
        try (ChildProgram player =
                python("guide_state_recovery", "--forge", "00112233445566778899aabbccddeeff", "--expect-failure")) {
            player.readEvent("recovery_failed");
            assertThat(player.readEvent("done")).containsEntry("ok", true);
        }
        assertThat(server.story).contains("onConnect 1", "onConnect 2");
    }

    @Test
    void aPythonPlayerThatAnswersPingsStaysAlive() throws IOException {
        try (ChildProgram player = python("guide_keepalive", "--play", 5)) {
            assertThat((Long) player.readEvent("done").get("pings")).isGreaterThan(20L);
            assertThat(player.awaitExit()).isZero();
        }
        assertThat(server.story.stream().filter(line -> line.startsWith("onDetached")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void oneThatIsFrozenIsDroppedAndTheOtherIsNot() throws IOException, InterruptedException {
        try (ChildProgram frozen = python("guide_keepalive", "--play", 30);
                ChildProgram alive = python("guide_keepalive", "--play", 30)) {
            frozen.readEvent("ping");
            alive.readEvent("ping");
            frozen.signal("STOP");
            await("the frozen one's end")
                    .until(() -> server.story.stream().anyMatch(line -> line.startsWith("onDetached")));

            List<String> detached = server.story.stream()
                    .filter(line -> line.startsWith("onDetached"))
                    .toList();
            assertThat(detached).hasSize(1);
            alive.readEvent("ping");
            frozen.signal("CONT");
            frozen.readEvent("disconnected");
        }
    }

    @Test
    void oneThatNeverAnswersIsDroppedToo() throws IOException {
        try (ChildProgram mute = python("guide_keepalive", "--mute")) {
            mute.readEvent("disconnected");
        }
    }
}
