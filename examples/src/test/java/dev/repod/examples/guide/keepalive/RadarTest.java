package dev.repod.examples.guide.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.ServerOptions;
import dev.repod.testkit.Conditions;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/guide/keepalive-and-timeouts.md claims. */
@ExtendWith(NetworkLabExtension.class)
class RadarTest {
    private NetworkLab lab;
    private Tower tower;

    @BeforeEach
    void start(NetworkLab newLab) {
        lab = newLab;
        tower = lab.open(() -> new Tower(ServerOptions.standard()));
        tower.start();
    }

    private Radar watch(ClientOptions options) {
        Radar radar = lab.open(() -> new Radar(options));
        radar.connect("localhost", ServerOptions.standard().port());
        runUntil(radar, "ping ", Duration.ofSeconds(5));
        return radar;
    }

    private void runUntil(Radar radar, String corner, Duration atMost) {
        lab.runUntil(
                () -> {
                    if (radar.pump() == 0) {
                        radar.drawCorner();
                    }
                    return radar.corner.startsWith(corner);
                },
                atMost);
    }

    private void runUntilOver(Radar radar, Duration atMost) {
        lab.runUntil(() -> radar.pump() > 0, atMost);
    }

    @Test
    void bothSidesKnowTheRoundTrip() {
        lab.conditions(Conditions.standard().withLatency(Duration.ofMillis(100)));
        Radar radar = watch(ClientOptions.standard());
        runUntil(radar, "ping 2", Duration.ofSeconds(20));

        lab.advance(Duration.ofSeconds(6));

        assertThat(tower.channels().get(0).isFarAway()).isTrue();
    }

    @Test
    void aFrozenServerAndAPulledCableAreNoticed() {
        Radar frozen = watch(ClientOptions.standard());
        lab.process(tower).freeze();
        runUntilOver(frozen, Duration.ofSeconds(16));
        assertThat(frozen.corner).isEqualTo("TIMED_OUT: nothing was heard within 15000 ms");
        lab.process(tower).thaw();

        Radar unplugged = watch(ClientOptions.standard());
        lab.process(unplugged).unplug();
        runUntilOver(unplugged, Duration.ofSeconds(16));
        assertThat(unplugged.corner).startsWith("TIMED_OUT");
    }

    @Test
    void aShorterPatienceIsShorter() {
        Radar radar = watch(Patience.quick());

        lab.process(tower).freeze();
        runUntilOver(radar, Duration.ofMillis(4500));

        assertThat(radar.corner).isEqualTo("TIMED_OUT: nothing was heard within 4000 ms");
    }

    @Test
    void aGameThatLoadsForAMinuteKeepsItsConnection() {
        Radar radar = watch(ClientOptions.standard());

        lab.advance(Duration.ofMinutes(1)); // without a single pump()

        radar.pump();
        assertThat(radar.isConnected()).isTrue();
        assertThat(tower.channels()).hasSize(1);
    }

    @Test
    void plainPeersTakePartWhereThatIsSaid() {
        assertThat(Patience.plainPeers().keepalive().plainPeers()).isTrue();
    }
}
