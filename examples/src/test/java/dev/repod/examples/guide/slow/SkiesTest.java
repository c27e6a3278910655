package dev.repod.examples.guide.slow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/guide/slow-players.md claims. */
@ExtendWith(NetworkLabExtension.class)
class SkiesTest {
    private NetworkLab lab;
    private Skies skies;

    @BeforeEach
    void open(NetworkLab newLab) {
        lab = newLab;
        skies = lab.open(() -> new Skies(ServerOptions.builder().port(0).build()));
        skies.start();
    }

    private Cockpit join() {
        Cockpit cockpit = lab.open(Cockpit::new);
        cockpit.connect("localhost", skies.address().getPort());
        lab.runUntil(() -> cockpit.pump() > 0, Duration.ofSeconds(1));
        return cockpit;
    }

    private static List<String> actions(Cockpit cockpit) {
        return cockpit.seen.stream().map(Message::action).toList();
    }

    @Test
    void aPilotSeesTheSkyAndACrashComesBeforeWhatWasSentAfterIt() {
        Cockpit cockpit = join();
        cockpit.stick(-1);
        lab.advance(Duration.ofSeconds(1));
        skies.loop().execute(() -> {
            skies.crash(skies.channels().get(0));
            skies.sendLatestToAll(new Sky(List.of()));
        });
        lab.advance(Duration.ofMillis(5));
        cockpit.pump();

        assertThat(actions(cockpit)).contains("sky").containsSubsequence("crashed", "sky");
        assertThat(skies.channels().get(0).plane().x()).isNegative();
    }

    @Test
    void theNewestOfEachRegionArrives() {
        Cockpit cockpit = join();
        skies.loop().execute(() -> {
            skies.blow("north", 1);
            skies.blow("south", 2);
            skies.blow("north", 3);
        });
        lab.advance(Duration.ofMillis(5));
        cockpit.pump();

        assertThat(cockpit.seen.stream()
                        .filter(message -> message.action().equals("weather"))
                        .map(message -> message.getString("region") + message.getDouble("wind")))
                .containsExactly("south2.0", "north3.0");
    }

    @Test
    void theGroundComesPieceByPieceToTheEnd() {
        Cockpit cockpit = join();
        cockpit.send(Message.of("enter"));
        lab.advance(Duration.ofSeconds(5));
        cockpit.pump();

        assertThat(actions(cockpit).stream().filter("tile"::equals)).hasSize(Skies.TILES);
        assertThat(skies.channels().get(0).tilesSent()).isEqualTo(Skies.TILES);
        assertThat(Skies.strict().limits().maxQueuedBytes()).isEqualTo(256 << 10);
    }
}
