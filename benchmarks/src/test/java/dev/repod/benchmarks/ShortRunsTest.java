package dev.repod.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.benchmarks.attack.AttackCommand;
import dev.repod.benchmarks.claims.WrongUsageException;
import dev.repod.benchmarks.slow.SlowCommand;
import dev.repod.benchmarks.soak.SoakCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each of the long programs, for a few seconds and with few peers: that all its processes start, talk and end, and that the exit
 * code is what the claims come to. What was measured means nothing after so short a time, and is not looked at.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ShortRunsTest {
    private static final List<String> MACHINE = List.of("machine  any");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private interface Command {
        int run(List<String> words, List<String> machine, PrintStream out, PrintStream err, boolean isTerminal);
    }

    private int run(Command command, String line) {
        List<String> words = line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));
        return command.run(words, MACHINE, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    }

    private List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }

    private void exitCodeIsThatOfTheClaims(int code, int claims) {
        List<String> verdicts = lines().stream()
                .filter(line -> line.startsWith("  pass  ") || line.startsWith("  FAIL  "))
                .toList();
        assertThat(verdicts).hasSize(claims);
        assertThat(code).isEqualTo(verdicts.stream().allMatch(line -> line.startsWith("  pass")) ? 0 : 1);
        assertThat(lines()).startsWith("machine  any");
    }

    private void isKept(String promise) {
        assertThat(lines()).anyMatch(line -> line.startsWith("  pass  " + promise));
    }

    @Test
    void anAttackIsShownWithAllItsClaims() {
        int code = run(
                AttackCommand::run,
                "--seconds 2 --players 3 --percent 1 --window 1 --seed 5 --only nil,huge-map,scanners,come-and-go");

        exitCodeIsThatOfTheClaims(code, 12);
        isKept("every message of the players arrives");
        isKept("no bytes make the game's own code fail");
        isKept("afterwards the server's channels is back");
        assertThat(lines()).anyMatch(line -> line.matches(" +nil +[0-9]+ +[1-9][0-9]* .*protocol_error.*"));
        assertThat(err.toString(UTF_8)).contains("nobody attacks", "control", "attack: attack");
    }

    @Test
    void aSlowClientIsShownWithAllItsClaims() {
        int code = run(SlowCommand::run, "--others 3 --before 1 --seconds 2");

        exitCodeIsThatOfTheClaims(code, 5);
        isKept("no more than 1 MiB and a message waits for the slow one");
    }

    @Test
    void aSlowClientOfSnapshotsStays() {
        int code = run(SlowCommand::run, "--latest --others 3 --before 1 --seconds 2");

        exitCodeIsThatOfTheClaims(code, 5);
        isKept("with sendLatest the slow one stays");
    }

    @Test
    void aSoakIsShownWithAReadingForEachTime() {
        int code = run(SoakCommand::run, "--seconds 4 --every 2 --warm-up 0 --guests 5 --seed 5");

        exitCodeIsThatOfTheClaims(code, 9);
        isKept("nobody is left at the server");
        assertThat(lines()).filteredOn(line -> line.contains(" | ")).hasSize(3);
    }

    @Test
    void helpSaysWhatThereIs() {
        assertThat(run(AttackCommand::run, "--help")).isZero();
        assertThat(run(SlowCommand::run, "--help")).isZero();
        assertThat(run(SoakCommand::run, "--help")).isZero();

        assertThat(out.toString(UTF_8)).contains("--players N", "half-frames", "--latest", "--minutes N");
    }

    @Test
    void wrongUsageIsSaidBeforeAnythingStarts() {
        assertThatThrownBy(() -> run(AttackCommand::run, "--teapots")).isInstanceOf(WrongUsageException.class);
        assertThatThrownBy(() -> run(SlowCommand::run, "--latest --others 0")).isInstanceOf(WrongUsageException.class);
        assertThatThrownBy(() -> run(SoakCommand::run, "--minutes")).isInstanceOf(WrongUsageException.class);
        assertThat(err.toString(UTF_8)).isEmpty();
    }
}
