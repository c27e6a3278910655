package dev.repod.examples.guide.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/guide/sessions.md claims of two programs of this library. */
@ExtendWith(NetworkLabExtension.class)
class QuestTest {
    private static final int PORT = ServerOptions.standard().port();
    private static final Message DIG = Message.of("dig");

    private NetworkLab lab;

    @BeforeEach
    void keep(NetworkLab newLab) {
        lab = newLab;
    }

    private Quest open(ServerOptions options) {
        Quest quest = lab.open(() -> new Quest(options));
        quest.start();
        return quest;
    }

    private Player join() {
        Player player = lab.open(() -> new Player(QuestOptions.client()));
        player.connect("localhost", PORT);
        pumpUntil(player, player::isConnected);
        return player;
    }

    private void pumpUntil(Player player, BooleanSupplier condition) {
        lab.runUntil(
                () -> {
                    player.pump();
                    return condition.getAsBoolean();
                },
                Duration.ofMinutes(5));
    }

    private void cut(Player player) {
        lab.process(player).links().forEach(LabLink::cut);
    }

    private Player withGold(int gold) {
        Player player = join();
        for (int i = 0; i < gold; i++) {
            player.send(DIG);
        }
        pumpUntil(player, () -> player.gold == gold);
        return player;
    }

    @Test
    void acrossCutsEachMessageArrivesOnceAndInOrderAndTheHeroSleepsMeanwhile() {
        Quest quest = open(QuestOptions.server());
        Player player = withGold(3);
        Quest.Hero hero = quest.channels().get(0);

        for (int i = 0; i < 20; i++) {
            player.send(DIG);
            cut(player);
            player.send(DIG);
            lab.runUntil(() -> !hero.isConnected(), Duration.ofSeconds(1));
            assertThat(hero.isAsleep()).isTrue();
            pumpUntil(player, hero::isConnected);
        }
        pumpUntil(player, () -> player.gold == 43);

        assertThat(quest.channels()).containsExactly(hero);
        assertThat(hero.isAsleep()).isFalse();
        assertThat(player.notice).isEmpty();
    }

    @Test
    void whatIsSentWhileAwayWaitsAndNotWithoutBound() {
        Quest quest = open(QuestOptions.bounded());
        Player player = withGold(1);
        Quest.Hero hero = quest.channels().get(0);

        lab.process(player).unplug(Duration.ofSeconds(10));
        cut(player);
        lab.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 200; i++) {
            assertThat(hero.send(new Gold(i))).isPositive();
        }
        assertThat(hero.closeReason()).isNull();
        hero.send(new Gold(200));
        lab.advance(Duration.ofSeconds(1));

        assertThat(hero.closeReason()).asString().startsWith("LOST: more was sent while the client was away");
        pumpUntil(player, () -> player.notice.startsWith("You were away for too long"));
        assertThat(player.gold).isZero();
    }

    @Test
    void aServerThatIsKilledIsFoundAgainWithWhatWasSaved() {
        SessionStore store = SessionStore.inMemory();
        Quest first = open(QuestOptions.stored(store));
        Player player = withGold(7);
        lab.advance(Duration.ofSeconds(2));

        lab.process(first).kill();
        open(QuestOptions.stored(store));
        pumpUntil(player, () -> player.notice.startsWith("The server was started anew"));
        player.send(DIG);

        pumpUntil(player, () -> player.gold == 8);
    }

    @Test
    void withoutAStoreANewServerKnowsNobody() {
        Quest first = open(QuestOptions.server());
        Player player = withGold(7);

        lab.process(first).kill();
        open(QuestOptions.server());
        pumpUntil(player, () -> player.notice.startsWith("You were away for too long"));
        player.send(DIG);

        pumpUntil(player, () -> player.gold == 1);
    }

    @Test
    void anotherServerWithoutSessionsMakesThemFreshToo() {
        Quest first = open(QuestOptions.server());
        Player player = withGold(2);

        lab.process(first).kill();
        open(ServerOptions.standard());

        pumpUntil(player, () -> player.notice.startsWith("You were away for too long"));
    }
}
