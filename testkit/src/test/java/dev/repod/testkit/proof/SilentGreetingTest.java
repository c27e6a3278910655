package dev.repod.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Links that fall silent for longer than a client waits for its greeting, 5 s, while it comes back to its session.
 */
final class SilentGreetingTest {
    private final NetworkLab lab = NetworkLab.seeded(1);
    private final List<LabLink> links = new ArrayList<>();
    private final Stage stage = new Stage(
            lab,
            ServerOptions.builder()
                    .port(0)
                    .sessions(Sessions.resumable(Duration.ofMinutes(1)))
                    .build(),
            ClientOptions.builder()
                    .reconnect(Reconnect.exponential(Duration.ofMillis(20), Duration.ofMillis(200)))
                    .build(),
            1);
    private final CountingClient client = stage.clients().get(0);

    /** The link on which the client comes back, when it has read the greeting and nothing else. */
    private LabLink greetedAgain() {
        lab.onLink(links::add);
        stage.begin();
        links.get(0).cut();
        while (links.size() < 2 || links.get(1).receivedBytes() == 0) {
            lab.advance(Duration.ofNanos(100_000));
            client.pumpAll();
        }
        return links.get(1);
    }

    private void expectNothingLost() {
        stage.playUntil(client::isLive, Duration.ofSeconds(30));
        stage.sendUp(client, 10);
        stage.sendDown(client, 10);
        stage.end();
        assertThat(Checker.check(stage.history(), true)).isEmpty();
    }

    @Test
    void aClientThatHearsNoWelcomeOnOneLinkTriesAnother() {
        greetedAgain().blackhole();
        expectNothingLost();
    }

    @Test
    void aWelcomeThatComesTooLateResumesNothingBehindTheGamesBack() {
        greetedAgain().stall(Duration.ofSeconds(6));
        expectNothingLost();
    }

    @Test
    void aServerThatStandsStillForLongKeepsTheSession() {
        lab.onLink(links::add);
        stage.begin();
        lab.process(stage.server()).freeze(Duration.ofSeconds(8));
        links.get(0).cut();
        expectNothingLost();
    }

    @Test
    void aHelloThatComesLateTakesNoIdFromTheClient() {
        Duration late = Duration.ofSeconds(12);
        lab.onLink(links::add);
        stage.begin();
        long untilNanos = lab.nanoTime() + late.toNanos();
        // The second link is held up for so long that the client gives it up; the third one resumes, and is cut at
        // once.
        lab.onLink(link -> {
            if (links.size() == 2) {
                link.stall(late);
            } else if (links.size() > 3) {
                link.stall(Duration.ofNanos(Math.max(0, untilNanos + 500_000_000 - lab.nanoTime())));
            }
        });
        links.get(0).cut();
        lab.runUntil(() -> pumpedAndResumed() == 1, Duration.ofSeconds(10));
        links.get(2).cut();
        expectNothingLost();
    }

    private long pumpedAndResumed() {
        client.pumpAll();
        return stage.outcomes().of(Resumption.RESUMED);
    }
}
