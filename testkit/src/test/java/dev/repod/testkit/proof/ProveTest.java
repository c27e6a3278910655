package dev.repod.testkit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command: what it takes, says and answers. */
final class ProveTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int prove(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        return Prove.run(words, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    }

    @Test
    void aPromiseThatIsKeptIsZeroAndATable() {
        assertThat(prove("sessions --seed 5 --seeds 2 --cuts 8 --messages 1000"))
                .isZero();

        assertThat(out.toString(UTF_8))
                .contains("from seed 5", "The promise was kept")
                .containsPattern("seeds +2\n")
                .containsPattern("lost +0\n");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void helpIsZeroAndSaysWhatThereIs() {
        assertThat(prove("sessions --help")).isZero();
        assertThat(out.toString(UTF_8)).contains("--seed S", "--cuts N", "--tcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rooms",
                "sessions --cut 3",
                "sessions --cuts",
                "sessions --cuts 0",
                "sessions --cuts many",
                "sessions --seed 1.5",
                "sessions 3"
            })
    void wrongUsageIsTwoAndSaysWhereHelpIs(String line) {
        assertThat(prove(line)).isEqualTo(2);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).startsWith("prove: ").contains("./repod prove --help");
    }
}
