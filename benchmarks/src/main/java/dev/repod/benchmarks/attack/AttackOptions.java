package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.claims.Options;
import dev.repod.benchmarks.claims.WrongUsageException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param seconds how long each of the two attacks takes
 * @param players how many honest players there are
 * @param percent how many of the attackers there are
 * @param seed where chance comes from
 * @param window for how long the server's sessions wait
 * @param names of the attacks
 */
record AttackOptions(int seconds, int players, int percent, long seed, Duration window, List<String> names) {
    private static final int SPARE_DESCRIPTORS = 500;

    static AttackOptions parse(List<String> words, long anySeed) {
        Options options = new Options(
                words, Set.of("--seconds", "--players", "--percent", "--seed", "--window", "--only"), Set.of());
        return new AttackOptions(
                (int) options.number("--seconds", 1, 86_400, 60),
                (int) options.number("--players", 1, 5_000, 100),
                (int) options.number("--percent", 1, 1_000, 100),
                options.number("--seed", Long.MIN_VALUE, Long.MAX_VALUE, anySeed),
                Duration.ofSeconds(options.number("--window", 1, 3_600, 30)),
                options.names("--only", Attack.all().stream().map(Attack::name).toList()));
    }

    double scale() {
        return percent / 100.0;
    }

    /** Those that come. */
    List<Attack> attacks() {
        return Attack.all().stream()
                .filter(attack -> names.contains(attack.name()))
                .map(attack -> attack.scaled(scale()))
                .toList();
    }

    /** An attacker that is thrown out takes a descriptor of the server's until it is gone, while its next connection comes. */
    long neededDescriptors() {
        long attackers = attacks().stream().mapToLong(Attack::connections).sum();
        return attackers * 2 + players + SPARE_DESCRIPTORS;
    }

    /** Of one process. */
    void checkDescriptors(long most) {
        if (neededDescriptors() > most) {
            throw new WrongUsageException(
                    "this takes " + neededDescriptors() + " descriptors in one process, and there are " + most
                            + ": raise that with 'ulimit -n " + neededDescriptors()
                            + "', or send fewer attackers with --percent "
                            + Math.max(1, percent * (most - players - SPARE_DESCRIPTORS) / neededDescriptors()));
        }
    }
}
