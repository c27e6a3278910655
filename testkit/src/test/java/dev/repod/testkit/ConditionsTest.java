package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repod.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
    private static final Conditions STANDARD = Conditions.standard();

    private final Playground playground = new Playground();
    private final NetworkLab lab = playground.lab;
    private final List<Duration> took = new ArrayList<>();

    /** How long a message of about so many bytes takes from the client to the server. */
    private Duration timeTaken(RecordingListener client, int bytes) {
        Duration sent = lab.elapsed();
        int before = took.size();
        playground.arena.whenActs = (player, message) -> took.add(lab.elapsed().minus(sent));
        client.send(Message.of("act", "padding", new byte[bytes]));
        lab.runUntil(() -> took.size() > before, Duration.ofMinutes(1));
        return took.get(before);
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withLatency(Duration.ofMillis(-1)))
                .withMessage("latency PT-0.001S is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withJitter(Duration.ofMillis(-1)))
                .withMessage("jitter PT-0.001S is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withBandwidth(0))
                .withMessageContaining("bandwidth 0");
    }

    @Test
    void equalOnesAreEqual() {
        assertThat(STANDARD.withLatency(Duration.ofMillis(1)).withJitter(Duration.ZERO))
                .isEqualTo(STANDARD)
                .hasSameHashCodeAs(STANDARD);
        assertThat(List.of(Conditions.lan(), Conditions.wifi(), Conditions.mobile(), STANDARD))
                .doesNotHaveDuplicates();
    }

    @Test
    void newLatencyHoldsForWhatIsSentFromThenOnOnLinksThatAreThere() {
        RecordingListener client = playground.join();
        assertThat(timeTaken(client, 10)).isEqualTo(Duration.ofMillis(1));
        lab.conditions(STANDARD.withLatency(Duration.ofMillis(70)));

        assertThat(timeTaken(client, 10)).isEqualTo(Duration.ofMillis(70));
        lab.conditions(STANDARD);
        assertThat(timeTaken(client, 10)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void connectingTakesOneWayThereAndOneBack() {
        lab.conditions(STANDARD.withLatency(Duration.ofMillis(70)));
        Duration before = lab.elapsed();
        PlainPeer peer = new PlainPeer(lab).connect(playground.port());
        lab.runUntil(peer::isConnected, Duration.ofSeconds(1));

        assertThat(lab.elapsed().minus(before)).isEqualTo(Duration.ofMillis(140));
    }

    @Test
    void jitterSpreadsTheTimesAndKeepsTheOrder() {
        RecordingListener client = playground.join();
        lab.conditions(STANDARD.withJitter(Duration.ofMillis(50)));
        HashSet<Duration> times = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            times.add(timeTaken(client, 0));
        }
        assertThat(times)
                .hasSizeGreaterThan(40)
                .allSatisfy(time -> assertThat(time).isBetween(Duration.ofMillis(1), Duration.ofMillis(51)));

        List<Integer> seen = new ArrayList<>();
        playground.arena.whenActs = (player, message) -> seen.add(message.getInt("n"));
        for (int i = 0; i < 100; i++) {
            client.send(Message.of("act", "n", i));
            lab.advance(Duration.ofMillis(1));
        }
        lab.advance(Duration.ofSeconds(1));
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void bandwidthMakesBytesWaitForEachOther() {
        RecordingListener client = playground.join();
        lab.conditions(STANDARD.withBandwidth(100_000));

        assertThat(timeTaken(client, 50_000)).isBetween(Duration.ofMillis(500), Duration.ofMillis(510));
        assertThat(timeTaken(client, 300_000)).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3010));
    }

    @Test
    void aProcessMayHaveConditionsOfItsOwn() {
        RecordingListener far = playground.join();
        RecordingListener near = playground.join();
        lab.process(far).conditions(STANDARD.withLatency(Duration.ofMillis(200)));
        lab.conditions(STANDARD.withLatency(Duration.ofMillis(5)));

        assertThat(timeTaken(far, 10)).isEqualTo(Duration.ofMillis(200));
        assertThat(timeTaken(near, 10)).isEqualTo(Duration.ofMillis(5));
    }
}
