package dev.repod.benchmarks.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.benchmarks.process.Words;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where peers come from, and what is counted of them. */
class GamePartsTest {
    @Test
    void addressesOfABlockAreAllDifferentOnes() {
        Set<InetSocketAddress> addresses = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            addresses.add(Loopback.from(64, i));
        }

        assertThat(addresses)
                .hasSize(1_000)
                .allMatch(address -> address.getAddress().isLoopbackAddress());
        assertThat(Loopback.from(64, 0).getHostString()).isEqualTo("127.64.0.1");
        assertThat(Loopback.from(64, 251).getHostString()).isEqualTo("127.64.1.2");
    }

    @Test
    void theCensusIsByBlockAndReason() {
        Census census = new Census();
        census.ended(Loopback.from(64, 3), CloseReason.timedOut("the rest", Duration.ofSeconds(5)));
        census.ended(Loopback.from(64, 4), CloseReason.timedOut("the rest", Duration.ofSeconds(5)));
        census.ended(Loopback.from(70, 4), CloseReason.overLimit("frame_bytes", 5, 6));

        assertThat(census.words()).isEqualTo("64/timed_out=2 70/limit:frame_bytes=1");
    }

    @Test
    void aTallyKeepsItsTotalsAndStartsItsRoundTripsAnew() {
        Tally tally = new Tally();
        tally.sent();
        tally.sent();
        tally.received(1_000);
        Words first = Words.parse(tally.takeWords());
        tally.received(2_000_000);
        Words second = Words.parse(tally.takeWords());

        assertThat(first.get("sent")).isEqualTo(2);
        assertThat(first.get("received")).isEqualTo(1);
        assertThat(first.get("p99")).isEqualTo(1_000);
        assertThat(second.get("received")).isEqualTo(2);
        assertThat(second.get("roundTrips")).isEqualTo(1);
        assertThat(second.get("max")).isBetween(1_999_000L, 2_001_500L);
        assertThat(tally.missing()).isZero();
    }

    @Test
    void whatIsWrongOrLostIsCounted() {
        Tally tally = new Tally();
        tally.wrong();
        tally.ended();
        tally.world();

        assertThat(tally.takeWords()).contains("wrong=1", "ended=1", "worlds=1");
    }
}
