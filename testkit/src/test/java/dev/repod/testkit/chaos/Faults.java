package dev.repod.testkit.chaos;

import dev.repod.testkit.LabLink;
import dev.repod.testkit.LabProcess;
import dev.repod.testkit.NetworkLab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What goes wrong with the links and the machines of a play. It counts what struck whom at which stage. */
final class Faults {
    /** Each, as it is counted; of those that strike a link, one that has none is spared. */
    static final List<String> OF_LINKS = List.of("cut", "cut in a frame", "blackhole", "one way", "stall", "end");

    private static final int LONGEST_MILLIS = 3_000;

    private final NetworkLab lab;
    private final Ledger ledger;
    private final RandomGenerator random;

    Faults(NetworkLab lab, Ledger ledger) {
        this.lab = lab;
        this.ledger = ledger;
        this.random = lab.random();
    }

    /** One of them, on that client's side or on the server's. */
    void strike(ChaosClient client, ChaosServer server) {
        LabProcess process = lab.process(client);
        switch (random.nextInt(12)) {
            case 0 -> process.freeze(forAWhile());
            case 1 -> lab.process(server).freeze(forAWhile());
            case 2 -> process.unplug(forAWhile());
            case 3, 4 -> cutTheNextLink();
            default -> {
                String fault = OF_LINKS.get(random.nextInt(OF_LINKS.size()));
                process.links().forEach(link -> {
                    how(fault).accept(link);
                    ledger.count(fault + " while " + (server.isStopping ? "STOPPING" : client.stage()));
                });
            }
        }
    }

    private Consumer<LabLink> how(String fault) {
        return switch (fault) {
            case "cut" -> LabLink::cut;
            case "cut in a frame" -> this::cutSoon;
            case "blackhole" -> LabLink::blackhole;
            case "one way" -> random.nextBoolean() ? LabLink::blackholeSending : LabLink::blackholeReceiving;
            case "stall" -> link -> link.stall(forAWhile());
            case "end" -> LabLink::end;
            default -> throw new AssertionError(fault);
        };
    }

    private void cutSoon(LabLink link) {
        if (random.nextBoolean()) {
            link.cutAfterSending(random.nextInt(60));
        } else {
            link.cutAfterReceiving(random.nextInt(60));
        }
    }

    /** While it connects, greets, or is asked who it is. */
    private void cutTheNextLink() {
        int bytes = random.nextInt(150);
        AtomicBoolean isDone = new AtomicBoolean();
        lab.onLink(link -> {
            if (!isDone.getAndSet(true)) {
                link.cutAfterReceiving(bytes);
                ledger.count("cut in the greeting");
            }
        });
    }

    void cease() {
        lab.onLink(link -> {});
    }

    private Duration forAWhile() {
        return Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
    }
}
