package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.process.Sockets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All attackers of one server at once. Its methods are called from any thread but the loop. */
final class Army {
    private final Sockets sockets;
    private final List<Raid> raids;

    Army(List<Attack> attacks, int port, long seed, Sockets sockets) {
        this.sockets = sockets;
        this.raids = attacks.stream()
                .map(attack -> new Raid(attack, port, new Random(seed ^ attack.block()), sockets))
                .toList();
    }

    void start() {
        onLoop(() -> {
            raids.forEach(Raid::start);
            return "";
        });
    }

    /** How many are there, and how many connections there have been. */
    String glance() {
        return onLoop(() -> "attackers open="
                + raids.stream().mapToLong(raid -> raid.endings().open()).sum() + " made="
                + raids.stream().mapToLong(raid -> raid.endings().made()).sum());
    }

    String endings() {
        return onLoop(() -> raids.stream()
                .map(raid -> raid.endings().words(raid.attack().name()))
                .collect(Collectors.joining(" ", "endings ", "")));
    }

    void stop() {
        onLoop(() -> {
            raids.forEach(Raid::stop);
            return "";
        });
    }

    private String onLoop(Supplier<String> task) {
        return CompletableFuture.supplyAsync(task, sockets.loop()).join();
    }
}
