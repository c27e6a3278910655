package dev.repod.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process shows: exit codes, signals, and which of the two outputs a line goes to. */
class MainTest {
    @TempDir
    Path folder;

    @Test
    void sigtermStopsAServerGracefullyWithExitCode0AndItsLogIsOnTheStandardError() throws Exception {
        try (RunningProgram server = RunningProgram.start(folder, "demo", "echo", "--port", "0")) {
            int port = server.port();

            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(server.out()).isEqualToIgnoringNewLines("listening on 127.0.0.1:" + port);
            assertThat(server.err())
                    .containsPattern("\\d\\d:\\d\\d:\\d\\d INFO  server_started host=127.0.0.1 port=" + port)
                    .contains("server_stopped");
        }
    }

    @Test
    void aPortInUseIsOneClearLineAndExitCode1() throws Exception {
        try (RunningProgram server = RunningProgram.start(folder, "demo", "echo", "--port", "0")) {
            int port = server.port();
            try (RunningProgram second = RunningProgram.start(folder, "demo", "chat", "--port", "" + port)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.err().lines())
                        .singleElement()
                        .asString()
                        .contains("cannot listen on 127.0.0.1:" + port, "in use");
                assertThat(second.out()).isEmpty();
            }
        }
    }

    @Test
    void aChatOverTlsIsJoinedByThePinThatTheServerLogsAndByNoOther() throws Exception {
        String certificate = folder.resolve("certificate").toString();
        try (RunningProgram server =
                RunningProgram.start(folder, "demo", "chat", "--port", "0", "--tls", certificate)) {
            String port = "" + server.port();
            String log = server.err();
            assertThat(log).containsPattern("uri=repods://127.0.0.1:" + port + "\\?pin=[0-9a-f]{64}");
            String pin = log.substring(log.indexOf("?pin=") + 5).substring(0, 64);
            try (RunningProgram ada = RunningProgram.start(folder, "chat", "localhost", port, "--pin", pin)) {
                ada.type("hello");
                ada.endInput();
                assertThat(ada.exitCode()).isZero();
                assertThat(ada.out()).contains("Anonymous: hello");
            }
            String wrong = "ab".repeat(32);
            try (RunningProgram eve = RunningProgram.start(folder, "chat", "localhost", port, "--pin", wrong)) {
                assertThat(eve.exitCode()).isEqualTo(1);
                assertThat(eve.err()).contains("No secure connection to localhost:" + port + " could be made.");
            }
        }
    }

    @Test
    void aPinThatIsNoneIsWrongUsage() throws Exception {
        try (RunningProgram program = RunningProgram.start(folder, "chat", "localhost", "5071", "--pin", "abc")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.err()).contains("--pin: the pin abc is not the SHA-256 of a certificate");
        }
    }

    @Test
    void aPipedChatSaysItsLinesHearsThemAgainAndEndsWithItsInput() throws Exception {
        try (RunningProgram server = RunningProgram.start(folder, "demo", "chat", "--port", "0")) {
            String port = "" + server.port();
            try (RunningProgram ada = RunningProgram.start(folder, "chat", "localhost", port, "--nick", "Ada")) {
                ada.type("first\nzweitens 🎮\n/nick Bob\nlast");
                ada.endInput();

                assertThat(ada.exitCode()).isZero();
                assertThat(ada.out().lines())
                        .containsSubsequence(
                                "* Ada joined the chat",
                                "Ada: first",
                                "Ada: zweitens 🎮",
                                "* Ada is now Bob",
                                "Bob: last");
                assertThat(ada.err()).isEmpty();
            }
        }
    }

    @Test
    void sigtermEndsAChatGracefullyWithExitCode0() throws Exception {
        try (RunningProgram server = RunningProgram.start(folder, "demo", "chat", "--port", "0");
                RunningProgram ada =
                        RunningProgram.start(folder, "chat", "localhost", "" + server.port(), "--nick", "Ada")) {
            ada.awaitOut("* Ada joined the chat");

            ada.terminate();

            assertThat(ada.exitCode()).isZero();
        }
    }

    @Test
    void aChatWhoseServerStopsSaysSoTriesAgainAndFails() throws Exception {
        try (RunningProgram server = RunningProgram.start(folder, "demo", "chat", "--port", "0");
                RunningProgram ada =
                        RunningProgram.start(folder, "chat", "localhost", "" + server.port(), "--attempts", "2")) {
            ada.awaitOut("* Anonymous joined the chat");

            server.terminate();

            assertThat(ada.exitCode()).isEqualTo(1);
            assertThat(ada.out())
                    .containsPattern(
                            "\\* the server is stopping\\R\\* connection lost, trying again in \\d\\.\\d s…\\R");
            assertThat(ada.err()).isEqualToIgnoringNewLines("repod: the server has stopped");
            assertThat(server.exitCode()).isZero();
        }
    }

    @Test
    void aChatComesBackToAServerThatIsStartedAnew() throws Exception {
        try (RunningProgram first = RunningProgram.start(folder, "demo", "chat", "--port", "0")) {
            String port = "" + first.port();
            try (RunningProgram ada = RunningProgram.start(folder, "chat", "localhost", port, "--nick", "Ada")) {
                ada.awaitOut("* Ada joined the chat");
                first.kill();
                try (RunningProgram second = RunningProgram.start(folder, "demo", "chat", "--port", port)) {
                    assertThat(second.port()).isEqualTo(Integer.parseInt(port));
                    ada.awaitOut("* back as a newcomer");
                    ada.type("still here");
                    ada.endInput();

                    assertThat(ada.exitCode()).isZero();
                    assertThat(ada.out()).contains("Ada: still here");
                    assertThat(ada.err()).isEmpty();
                }
            }
        }
    }

    @Test
    void aScoreSurvivesTheKillingOfItsServer() throws Exception {
        String store = folder.resolve("scores").toString();
        try (RunningProgram first = clickerServer("0", store)) {
            String port = "" + first.port();
            try (RunningProgram player = RunningProgram.start(folder, "clicker", "localhost", port)) {
                player.awaitOut("score 3");
                first.kill();
                player.awaitOut("connection lost");
                int before = lastScore(player.out());
                try (RunningProgram second = clickerServer(port, store)) {
                    assertThat(second.port()).isEqualTo(Integer.parseInt(port));
                    player.awaitOut("back: RESTORED");
                    player.awaitOut("score " + (before + 2));

                    player.terminate();
                    assertThat(player.exitCode()).isZero();
                    // The newest click may have been on its way, or not saved yet.
                    assertThat(firstScoreAfter("back: RESTORED", player.out())).isBetween(before - 1, before + 1);
                }
            }
        }
    }

    private RunningProgram clickerServer(String port, String store) throws IOException {
        return RunningProgram.start(folder, "demo", "clicker", "--port", port, "--store", store);
    }

    private static int lastScore(String out) {
        return Integer.parseInt(out.replaceAll("(?s).*score (\\d+)\\R.*", "$1"));
    }

    private static int firstScoreAfter(String line, String out) {
        return Integer.parseInt(out.replaceAll("(?s).*" + line + "\\Rscore (\\d+)\\R.*", "$1"));
    }

    @Test
    void aFolderThatCannotBeMadeIsOneClearLineAndExitCode1() throws Exception {
        String taken = Files.writeString(folder.resolve("taken"), "a file").toString();
        try (RunningProgram server = clickerServer("0", taken)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("repod: cannot keep scores in " + taken + ": ");
            assertThat(server.out()).isEmpty();
        }
    }

    @Test
    void aChatWithoutAServerSaysItForThePlayerAndFails() throws Exception {
        try (RunningProgram ada = RunningProgram.start(folder, "chat", "nosuch.invalid", "5071")) {
            assertThat(ada.exitCode()).isEqualTo(1);
            assertThat(ada.err().lines()).singleElement().asString().contains("nosuch.invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frob",
                "demo",
                "demo frob",
                "demo chat --prot 1",
                "demo chat --port 65536",
                "chat localhost",
                "chat localhost 5071 --attempts 0",
                "clicker localhost",
                "lag-time a 1 2"
            })
    void whatMakesNoSenseIsOneLineOnTheStandardErrorAndExitCode2(String line) throws Exception {
        try (RunningProgram program = RunningProgram.start(folder, line.split(" "))) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.err().lines()).singleElement().asString().startsWith("repod: ");
            assertThat(program.out()).isEmpty();
        }
    }

    @Test
    void helpIsAboutTheCommandBeforeIt() throws Exception {
        try (RunningProgram program = RunningProgram.start(folder, "chat", "--help")) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.out())
                    .contains("./repod chat HOST PORT [--nick NAME] [--attempts N]")
                    .doesNotContain("demo");
        }
    }
}
