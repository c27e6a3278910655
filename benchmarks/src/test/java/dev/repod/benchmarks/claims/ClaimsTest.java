package dev.repod.benchmarks.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that say whether something was shown. */
class ClaimsTest {
    private static final Set<String> NAMED = Set.of("--seconds", "--only");
    private static final Set<String> SWITCHES = Set.of("--latest");

    private static Options options(String line) {
        return new Options(line.isEmpty() ? List.of() : List.of(line.split(" ")), NAMED, SWITCHES);
    }

    @Test
    void allThatIsKeptIsZero() {
        Claims claims = new Claims();
        claims.add(true, "a promise", "5 of 5");
        claims.add(true, "a longer promise", "yes");

        assertThat(claims.exitCode()).isZero();
        assertThat(claims.lines())
                .containsExactly(
                        "  pass  a promise         5 of 5", "  pass  a longer promise  yes", "All of it was kept.");
    }

    @Test
    void oneThatIsNotKeptIsOneAndStandsOut() {
        Claims claims = new Claims();
        claims.add(true, "a", "1");
        claims.add(false, "b", "2");

        assertThat(claims.exitCode()).isEqualTo(1);
        assertThat(claims.lines()).contains("  FAIL  b  2", "Some of it was NOT kept.");
        assertThat(claims.all()).extracting(Claim::isKept).containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({"100, 110, true", "100, 111, false", "100, 5, true", "0, 0, true", "0, 1, false"})
    void aShareIsOfTheFirstFigure(long first, long last, boolean isFlat) {
        assertThat(new Flatness(0.1, 0).isFlat(first, last)).isEqualTo(isFlat);
    }

    @ParameterizedTest
    @CsvSource({"10000000, 13097152, true", "10000000, 13097153, false"})
    void theHeapMayGrowByATenthAndTwoMebibytes(long first, long last, boolean isFlat) {
        assertThat(Flatness.OF_HEAP.isFlat(first, last)).isEqualTo(isFlat);
        assertThat(Flatness.OF_HEAP.words()).isEqualTo("within 10 % + 2 MiB");
    }

    @Test
    void ofCountsNotOneMoreIsAllowed() {
        assertThat(Flatness.OF_COUNTS.isFlat(7, 7)).isTrue();
        assertThat(Flatness.OF_COUNTS.isFlat(7, 8)).isFalse();
        assertThat(Flatness.OF_COUNTS.words()).isEqualTo("no more");
        assertThat(Flatness.OF_DESCRIPTORS_AT_FIRST.words()).isEqualTo("within 4");
    }

    @Test
    void optionsAreReadByName() {
        Options options = options("--latest --seconds 5 --only b,a");

        assertThat(options.has("--latest")).isTrue();
        assertThat(options.number("--seconds", 1, 10, 3)).isEqualTo(5);
        assertThat(options.names("--only", List.of("a", "b", "c"))).containsExactly("b", "a");
    }

    @Test
    void whatIsLeftOutIsAtItsDefault() {
        Options options = options("");

        assertThat(options.has("--latest")).isFalse();
        assertThat(options.number("--seconds", 1, 10, 3)).isEqualTo(3);
        assertThat(options.names("--only", List.of("a", "b"))).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--second 5", "5", "--seconds", "--latest --seconds"})
    void wordsThatNobodyKnowsAreWrong(String line) {
        assertThatThrownBy(() -> options(line)).isInstanceOf(WrongUsageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seconds 0", "--seconds 11", "--seconds -1", "--seconds 1.5", "--seconds many"})
    void numbersOutOfRangeAreWrongAndSaidWithTheirName(String line) {
        assertThatThrownBy(() -> options(line).number("--seconds", 1, 10, 3))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageStartingWith(line);
    }

    @Test
    void aNameThatIsNotThereIsWrongAndSaysWhichAre() {
        assertThatThrownBy(() -> options("--only a,x").names("--only", List.of("a", "b")))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--only 'x' is none of a, b");
    }

    @Test
    void progressIsALineEachTenSecondsWhereThereIsNoTerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), "soak", false);
        progress.begin("begins");
        for (int second = 1; second <= 25; second++) {
            progress.second("second " + second);
        }
        progress.clear();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("soak: begins", "soak: second 10", "soak: second 20");
    }

    @Test
    void onATerminalOneLineIsWrittenOver() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), "soak", true);
        progress.second("one");
        progress.second("two");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\rsoak: one")
                .contains("\rsoak: two")
                .doesNotContain("\n");
    }

    @Test
    void sizesAndTimesAreInWords() {
        assertThat(Sizes.mebibytes(3 << 19)).isEqualTo("1.5 MiB");
        assertThat(Sizes.millis(1_250_000)).isEqualTo("1.25 ms");
    }
}
