package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sessions come, resume, break and go in any order. A door never counts another number of connections than the program was
 * told of, and nothing is left when all are gone.
 */
class DoorSequenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everythingComesBack(long seed) {
        var random = new SplittableRandom(seed);
        SessionTableRig rig = new SessionTableRig(100_000);
        List<SessionTableRig.Wire> wires = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            if (wires.isEmpty() || random.nextInt(4) == 0) {
                wires.add(rig.connect());
            }
            SessionTableRig.Wire wire = wires.get(random.nextInt(wires.size()));
            act(rig, wire, random);
            if (wire.link.calls.contains("close") || random.nextInt(20) == 0) {
                wire.cut();
                wires.remove(wire);
            }
            long unknown = wires.stream()
                    .filter(one -> one.session.isOpen() && one.session.connection() == null)
                    .count();
            assertThat(rig.door.toString())
                    .contains("links=" + wires.size() + ",")
                    .contains("handshakes=" + unknown + ",")
                    .contains("connections=" + open(rig) + ",");
        }
        wires.forEach(SessionTableRig.Wire::cut);
        rig.connections
                .values()
                .forEach(connection -> connection.close(CloseReason.of(Kind.STOPPED, ""), rig.nowNanos));
        assertThat(open(rig)).isZero();
        assertThat(rig.door.toString()).isEqualTo("Door[links=0, handshakes=0, told=0, connections=0, origins=0]");
    }

    private static void act(SessionTableRig rig, SessionTableRig.Wire wire, SplittableRandom random) {
        switch (random.nextInt(12)) {
            case 0 -> wire.in(SessionTableRig.hello());
            case 1, 2 -> wire.in(SessionTableRig.hello(random.nextInt(1, 100), random.nextInt(3)));
            case 3 -> wire.in(Frames.HELLO);
            case 4 -> wire.in(Frames.message("a"));
            case 5 -> wire.in(SessionTableRig.recover(SessionTableRig.text(random.nextInt(1, 100))));
            case 6 -> rig.runPending();
            case 7 -> wire.in(new byte[] {'G', 'E', 'T', ' '});
            case 8 -> wire.inputEnds();
            case 9 -> wire.session.close(CloseReason.of(Kind.KICKED, ""), rig.nowNanos);
            case 10 -> wire.later(random.nextInt(1500));
            default -> expireOne(rig, random);
        }
    }

    private static void expireOne(SessionTableRig rig, SplittableRandom random) {
        List<ServerConnection> all = List.copyOf(rig.connections.values());
        if (!all.isEmpty()) {
            all.get(random.nextInt(all.size())).expire();
        }
    }

    private static long open(SessionTableRig rig) {
        return rig.connections.size()
                - rig.told.stream().filter(line -> line.contains(" ended ")).count();
    }
}
