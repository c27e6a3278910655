package dev.repod.examples.guide.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/guide/limits.md claims. */
@ExtendWith(NetworkLabExtension.class)
class HarbourTest {
    private NetworkLab lab;

    @SuppressWarnings("NullAway.Init") // by open
    private Harbour harbour;

    @BeforeEach
    void start(NetworkLab newLab) {
        lab = newLab;
    }

    private void open(Limits limits) {
        harbour = lab.open(() -> new Harbour(limits));
        harbour.start();
    }

    private Bridge sail() {
        Bridge bridge = lab.open(Bridge::new);
        bridge.connect("localhost", ServerOptions.standard().port());
        play(bridge);
        return bridge;
    }

    private void play(Bridge bridge) {
        for (int i = 0; i < 50; i++) {
            lab.advance(Duration.ofMillis(10));
            bridge.pump();
        }
    }

    private void signal(Bridge bridge, int times) {
        for (int i = 0; i < times; i++) {
            bridge.send(Message.of("signal"));
        }
        play(bridge);
    }

    @Test
    void aShipTooManyReadsWhyItIsNotLetIn() {
        open(Berths.sized().withMaxConnections(1));
        Bridge first = sail();
        Bridge second = sail();

        assertThat(first.isConnected()).isTrue();
        assertThat(second.isConnected()).isFalse();
        assertThat(second.notice).contains("connections 2 is over the limit of 1");
    }

    @Test
    void oneThatSignalsTooFastIsWarnedAndThenSentAway() {
        open(Berths.sized());
        Bridge bridge = sail();
        signal(bridge, 340);
        assertThat(bridge.notice).isEqualTo("too fast: more than 120 messages a second");
        assertThat(harbour.signals).isEqualTo(340);

        signal(bridge, 1000);

        assertThat(bridge.isConnected()).isFalse();
        assertThat(bridge.notice).startsWith("LIMIT: messages_per_second").endsWith("is over the limit of 120");
        assertThat(harbour.channels()).isEmpty();
    }

    @Test
    void inARehearsalNothingHappensToIt() {
        open(Berths.rehearsal(Berths.sized()).limits());
        Bridge bridge = sail();
        signal(bridge, 3000);

        assertThat(harbour.signals).isEqualTo(3000);
        assertThat(bridge.notice).isEmpty();
    }

    @Test
    void amongFriendsNobodyCounts() {
        open(Berths.amongFriends().limits());
        Bridge bridge = sail();
        signal(bridge, 20_000);

        assertThat(harbour.signals).isEqualTo(20_000);
        assertThat(bridge.notice).isEmpty();
    }
}
