package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason.Kind;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code launch()} in a program of its own, ended by signals. */
class LaunchTest {
    @BeforeAll
    static void signalsCanBeSent() {
        Assumptions.assumeTrue(ChildProgram.succeeds("kill", "-l"), "there is no kill command here");
    }

    private static ChildProgram launched(boolean stallsWhenStopping) throws IOException {
        List<String> command = new ArrayList<>();
        if (ChildProgram.succeeds("env", "--default-signal=INT", "true")) {
            // A build that runs in the background of a shell ignores SIGINT, and so would its children.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(ChildProgram.javaCommand(List.of(), LaunchProgram.class));
        command.add(Boolean.toString(stallsWhenStopping));
        return ChildProgram.started(new File("."), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void theFirstSignalStopsGracefullyWithExitCode0(String signal) throws Exception {
        try (ChildProgram game = launched(false)) {
            RecordingPlayer player = RecordingPlayer.joined("127.0.0.1", game.readPort());
            assertThat(game.readLine()).isEqualTo("onConnect");
            game.signal(signal);
            assertThat(player.awaitEnd().kind()).isEqualTo(Kind.STOPPED);
            assertThat(game.awaitExit()).isZero();
            assertThat(game.readToEnd()).containsExactly("onStopping", "onClose STOPPED", "launch has returned");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSecondSignalEndsTheProgramAtOnce(String signal, int exitCode) throws Exception {
        try (ChildProgram game = launched(true)) {
            game.readPort();
            game.signal(signal);
            assertThat(game.readLine()).isEqualTo("onStopping");
            game.signal(signal);
            assertThat(game.awaitExit()).isEqualTo(exitCode);
        }
    }
}
