package dev.repod.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.benchmarks.claims.WrongUsageException;
import dev.repod.benchmarks.process.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which attacks there are, and how their ends are judged. */
class AttackTest {
    private static Attack attack(String name) {
        return Attack.all().stream()
                .filter(attack -> attack.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EndingTable table(String attackers, String server) {
        return new EndingTable(List.of(attack("pings")), Words.parse(attackers), Words.parse(server));
    }

    private static String block() {
        return Integer.toString(attack("pings").block());
    }

    @Test
    void eachAttackHasANameAndAddressesOfItsOwn() {
        List<Attack> all = Attack.all();
        Set<String> names = new HashSet<>();
        Set<Integer> blocks = new HashSet<>();
        all.forEach(attack -> {
            names.add(attack.name());
            blocks.add(attack.block());
        });

        assertThat(names).hasSameSizeAs(all);
        assertThat(blocks).hasSameSizeAs(all).allMatch(block -> block > 1 && block < 255);
    }

    @Test
    void noAddressHasMoreThanADoorLetsInByDefault() {
        assertThat(Attack.all()).allMatch(attack -> attack.connections() <= 256 * attack.addresses());
    }

    @Test
    void fiveThousandAreHalfOpen() {
        int halfOpen = HalfOpen.attacks().stream().mapToInt(Attack::connections).sum();
        assertThat(halfOpen).isGreaterThanOrEqualTo(5_000);
    }

    @Test
    void aScaledAttackHasOneConnectionAtTheLeast() {
        Attack scaled = attack("pings").scaled(0.001);

        assertThat(scaled.connections()).isEqualTo(1);
        assertThat(scaled.addresses()).isEqualTo(1);
        assertThat(scaled.block()).isEqualTo(attack("pings").block());
        assertThat(attack("half-frames").scaled(0.5).connections()).isEqualTo(2_000);
    }

    @Test
    void theReasonMayBeSeenOnEitherSide() {
        assertThat(table("pings/made=2 pings/open=1 pings/limit:pings=1", "").wrongs())
                .isEmpty();
        assertThat(table("pings/made=2 pings/open=1 pings/reset=1", block() + "/limit:pings=1")
                        .wrongs())
                .isEmpty();
    }

    @Test
    void anAttackThatIsNeverEndedForItsReasonIsWrong() {
        assertThat(table("pings/made=2 pings/open=1 pings/closed=1", block() + "/lost=1")
                        .wrongs())
                .containsExactly("pings was never ended as limit:pings");
    }

    @Test
    void anotherReasonIsWrong() {
        assertThat(table("pings/made=2 pings/open=0 pings/limit:pings=1 pings/stopped=1", "")
                        .wrongs())
                .containsExactly("pings was ended as stopped");
        assertThat(table("pings/made=2 pings/open=0 pings/limit:pings=1", block() + "/kicked=2")
                        .wrongs())
                .containsExactly("pings was ended as kicked");
    }

    @Test
    void aClosedDoorIsRightForAll() {
        assertThat(table("pings/made=2 pings/open=0 pings/limit:pings=1 pings/limit:connections_per_address=1", "")
                        .wrongs())
                .isEmpty();
    }

    @Test
    void theTableSaysBothSides() {
        assertThat(table("pings/made=2000 pings/open=1 pings/limit:pings=5 pings/reset=7", block() + "/limit:pings=6")
                        .lines())
                .anyMatch(line ->
                        line.contains("pings") && line.contains("2,000") && line.endsWith("reset 7, limit:pings 5"))
                .anyMatch(line -> line.endsWith("server is told limit:pings 6"));
    }

    @Test
    void endingsAreWordsOfTheirAttack() {
        Endings endings = new Endings();
        endings.up();
        endings.up();
        endings.ended("reset");
        endings.refused();

        assertThat(endings.words("pings")).isEqualTo("pings/made=2 pings/open=1 pings/refused=1 pings/reset=1");
    }

    @Test
    void optionsHaveTheirDefaults() {
        AttackOptions options = AttackOptions.parse(List.of(), 5);

        assertThat(options.seconds()).isEqualTo(60);
        assertThat(options.players()).isEqualTo(100);
        assertThat(options.seed()).isEqualTo(5);
        assertThat(options.attacks()).hasSameSizeAs(Attack.all());
        assertThat(options.neededDescriptors()).isGreaterThan(10_000);
    }

    @Test
    void tooFewDescriptorsAreSaidWithWhatToDo() {
        AttackOptions options = AttackOptions.parse(List.of("--percent", "1000", "--players", "5000"), 5);

        assertThatThrownBy(() -> options.checkDescriptors(20_000))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContainingAll("20000", "ulimit -n " + options.neededDescriptors(), "--percent ");
        assertThat(AttackOptions.parse(List.of("--percent", "1"), 5).neededDescriptors())
                .isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seconds 0", "--players", "--only teapots", "--percent 0", "--window 0", "now"})
    void wrongUsageIsSaid(String line) {
        assertThatThrownBy(() -> AttackOptions.parse(List.of(line.split(" ")), 5))
                .isInstanceOf(WrongUsageException.class);
    }
}
