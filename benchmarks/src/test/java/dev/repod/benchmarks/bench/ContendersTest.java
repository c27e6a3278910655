package dev.repod.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.benchmarks.bench.Scenario.Load;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every server, with its own kind of work, in processes as in a real run, and no longer than it takes to see it work. */
class ContendersTest {
    private static final int MILLIS = 50;
    private static final int MOST_TRIES = 100;

    @Test
    void everyContenderDoesTheWorkOfEveryScenarioThatItIsIn() {
        List<String> silent = new ArrayList<>();
        try (LoadProcess load = new LoadProcess()) {
            for (Scenario scenario : Scenario.all()) {
                for (Contender contender :
                        scenario.field().subList(0, scenario.field().size() - 1)) {
                    try (ServerProcess server = new ServerProcess(contender)) {
                        if (!answers(server, load, small(scenario.load()))) {
                            silent.add(contender.name() + " in " + scenario.name());
                        }
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    /** Some need a moment after their start. */
    private static boolean answers(ServerProcess server, LoadProcess load, Load what) {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (server.run(load, what, MILLIS, MILLIS).messages() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The same with a few connections. */
    private static Load small(Load load) {
        return new Load(
                load.work(),
                load.action(),
                Math.min(5, load.connections()),
                load.window(),
                load.perSecond(),
                load.apart(),
                load.textChars());
    }

    @Test
    void whatAnIdleConnectionHoldsIsTold() {
        try (ServerProcess server = new ServerProcess(Contender.REPOD)) {
            assertThat(server.figures().get("heap")).isPositive();
            assertThat(server.figures().get("direct")).isNotNegative();
        }
    }
}
