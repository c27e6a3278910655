package dev.repod.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How programs of ours are asked, and what is said when one of them dies. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChildTest {
    /** Answers each line with it in capitals, and dies of {@code die}. */
    public static final class Echo {
        private Echo() {}

        /**
         * Runs it.
         *
         * @param arguments none
         * @throws IOException if the input breaks
         */
        public static void main(String[] arguments) throws IOException {
            Commands.serve("ready", line -> {
                if (line.equals("die")) {
                    System.exit(7);
                }
                return line.toUpperCase(Locale.ROOT);
            });
        }
    }

    private static Child echo() {
        return new Child("the echo", Pinning.java(List.of("-Xmx32m"), Echo.class.getName()));
    }

    @Test
    void aLineIsAnsweredByALine() {
        try (Child child = echo()) {
            assertThat(child.answer()).isEqualTo("ready");
            assertThat(child.ask("one")).isEqualTo("ONE");
            assertThat(child.ask("two")).isEqualTo("TWO");
        }
    }

    @Test
    void itEndsWithItsInput() {
        Child child = echo();
        child.answer();
        child.close();

        assertThat(ProcessHandle.of(child.pid()).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void oneThatDiesIsNamedWithItsExitCode() {
        try (Child child = echo()) {
            child.answer();
            assertThatThrownBy(() -> child.ask("die"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the echo has ended with 7: what it said is above");
        }
    }

    @Test
    void wordsAreNumbersByName() {
        Words words = Words.parse("figures heap=5 a/limit:frame_bytes=7 rest");

        assertThat(words.get("heap")).isEqualTo(5);
        assertThat(words.get("a/limit:frame_bytes")).isEqualTo(7);
        assertThatThrownBy(() -> words.get("rss")).hasMessageContaining("rss is missing");
    }

    @Test
    void aFootprintTellsOfAllThatIsJudged() {
        for (String line : List.of(Footprint.now(), Footprint.atAGlance())) {
            Words words = Words.parse(line);
            assertThat(words.get("heap")).isPositive();
            assertThat(words.get("threads")).isPositive();
            assertThat(words.numbers()).containsKeys("direct", "rss", "descriptors", "cpuNanos");
        }
        assertThat(Footprint.mostDescriptors()).isPositive();
    }
}
