package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Isolated("sets a system property and the standard error")
final class NetworkLabExtensionTest {
    private static final List<NetworkLab> LABS = new ArrayList<>();

    private final List<String> published = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @ExtendWith(NetworkLabExtension.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    @Seed(11)
    static class Seeded {
        @BeforeEach
        void before(NetworkLab lab) {
            LABS.add(lab);
        }

        @Test
        void a(NetworkLab lab) {
            LABS.add(lab);
        }

        @Test
        @Seed(12)
        void b(NetworkLab lab) {
            LABS.add(lab);
        }

        @Nested
        class Inside {
            @Test
            void c(NetworkLab lab) {
                LABS.add(lab);
            }
        }
    }

    @ExtendWith(NetworkLabExtension.class)
    static class ByChance {
        @Test
        void one(NetworkLab lab) {
            LABS.add(lab);
        }

        @Test
        void another(NetworkLab lab) {
            LABS.add(lab);
        }
    }

    @ExtendWith(NetworkLabExtension.class)
    static class Failing {
        @Test
        @Seed(4711)
        void fails(NetworkLab lab) {
            LABS.add(lab);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void failsWithoutALab() {
            throw new IllegalStateException("on purpose");
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty("repod.seed");
        LABS.clear();
    }

    /** Runs the tests of a class, and answers what went to the standard error. */
    private String run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            LauncherFactory.create().execute(request, new Recorder());
        } finally {
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    private final class Recorder implements TestExecutionListener {
        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            entry.getKeyValuePairs().forEach((key, value) -> published.add(key + "=" + value));
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(failures::add);
        }
    }

    @Test
    void theNearestSeedCountsAndTheMethodsOfOneTestShareALab() {
        assertThat(run(Seeded.class)).doesNotContain("seed");

        assertThat(failures).isEmpty();
        assertThat(LABS).extracting(NetworkLab::seed).containsExactly(11L, 11L, 12L, 12L, 11L, 11L);
        assertThat(LABS.get(0)).isSameAs(LABS.get(1)).isNotSameAs(LABS.get(4));
        assertThat(published).isEmpty();
    }

    @Test
    void withoutASeedEachTestHasAnother() {
        run(ByChance.class);

        assertThat(LABS).extracting(NetworkLab::seed).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void thePropertyCountsBeforeAll() {
        System.setProperty("repod.seed", "-99");
        run(Seeded.class);

        assertThat(LABS).extracting(NetworkLab::seed).containsOnly(-99L);
    }

    @Test
    void aPropertyThatIsNoNumberIsSaid() {
        System.setProperty("repod.seed", "many");
        run(ByChance.class);

        assertThat(failures)
                .hasSize(2)
                .allSatisfy(
                        failure -> assertThat(failure).hasStackTraceContaining("repod.seed 'many' is no whole number"));
    }

    @Test
    void aFailureSaysTheSeedOfItsLab() {
        String errors = run(Failing.class);

        assertThat(failures).hasSize(2);
        assertThat(errors.lines()).containsExactly("fails(NetworkLab): seed 4711: run again with -Drepod.seed=4711");
        assertThat(published).containsExactly("repod.seed=seed 4711: run again with -Drepod.seed=4711");
    }
}
