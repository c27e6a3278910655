package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TickTest {
    private static final double PERIOD = 1 / 60.0;

    /** An arena that ticks. */
    private static class Ticking extends Arena {
        final List<Double> ticks = new ArrayList<>();
        Runnable whenTicking = () -> {};

        Ticking(ServerOptions options) {
            super(options);
        }

        @Override
        protected void onTick(double seconds) {
            ticks.add(seconds);
            whenTicking.run();
        }
    }

    @RegisterExtension
    final LogLines log = new LogLines();

    private final NetworkLab lab = NetworkLab.seeded(1);
    private final Ticking game = lab.open(() -> new Ticking(Arena.ANY_PORT));

    private static double sum(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void ticksSixtyTimesASecondAndSaysHowLongItWas() {
        game.start();
        lab.advance(Duration.ofSeconds(10).plusMillis(1));

        assertThat(game.ticks).hasSize(600);
        assertThat(game.ticks).allSatisfy(seconds -> assertThat(seconds).isCloseTo(PERIOD, within(1e-6)));
        assertThat(sum(game.ticks)).isCloseTo(10, within(1e-3));
    }

    @Test
    void ticksAtThePeriodThatIsSet() {
        Ticking slow = lab.open(() -> new Ticking(
                ServerOptions.builder().port(0).tick(Duration.ofMillis(250)).build()));
        slow.start();
        lab.advance(Duration.ofSeconds(2));

        assertThat(slow.ticks).hasSize(8).containsOnly(0.25);
    }

    @Test
    void aStallIsOneLongTickAndTheMissedOnesAreSkippedAndLogged() {
        game.start();
        lab.advance(Duration.ofSeconds(1).plusMillis(1));
        game.ticks.clear();
        game.loop().execute(() -> lab.advance(Duration.ofMillis(500)));
        lab.advance(Duration.ofSeconds(1));

        assertThat(game.ticks).hasSizeBetween(30, 32);
        assertThat(game.ticks.get(0)).isBetween(0.5, 0.52);
        assertThat(sum(game.ticks)).isCloseTo(1, within(PERIOD));
        assertThat(log.of("ticks_skipped"))
                .singleElement()
                .satisfies(line -> assertThat((Long) line.get("skipped")).isBetween(28L, 30L));
    }

    @Test
    void aTickThatTakesTooLongDoesNotBunch() {
        game.whenTicking = () -> lab.advance(Duration.ofMillis(40));
        game.start();
        lab.advance(Duration.ofSeconds(1));

        assertThat(game.ticks).hasSizeBetween(18, 25);
        assertThat(game.ticks.subList(1, game.ticks.size())).allMatch(seconds -> seconds > 2 * PERIOD);
    }

    @Test
    void ticksEndWithTheServer() {
        game.start();
        lab.advance(Duration.ofSeconds(1));
        int before = game.ticks.size();
        game.stop();
        lab.advance(Duration.ofSeconds(1));

        assertThat(game.ticks).hasSize(before);
    }

    @Test
    void stopInATickOnlyBegins() {
        game.whenTicking = game::stop;
        game.start();
        game.run();

        assertThat(game.ticks).hasSize(1);
        assertThat(game.told).containsExactly("Server.onStopping");
    }

    @Test
    void nothingTicksWhereNothingOverridesIt() {
        Server<?> silent = lab.open(Arena::new);
        silent.start();
        lab.advance(Duration.ofHours(1));

        assertThat(log.names()).containsExactly("server_started");
    }
}
