package dev.repod.benchmarks.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a game as a server sends it many times a second: about 4 KB.
 *
 * @param tick the number of the snapshot
 * @param players one entry for each
 */
public record Snapshot(int tick, List<Player> players) {
    /**
     * One player.
     *
     * @param id his number
     * @param name his name
     * @param position x and y
     * @param trail where he was
     */
    public record Player(int id, String name, List<Double> position, List<Double> trail) {}

    private static final int PLAYERS = 40;
    private static final int TRAIL = 4;

    /** The one that figures are given for. */
    public static final Snapshot SAMPLE = sample();

    private static Snapshot sample() {
        List<Player> players = new ArrayList<>();
        for (int id = 1; id <= PLAYERS; id++) {
            List<Double> trail = new ArrayList<>();
            for (int i = 0; i < TRAIL; i++) {
                trail.add(id * 1.25 + i);
            }
            players.add(new Player(1000 + id, "player " + id, List.of(id * 3.5, id * 7.25), trail));
        }
        return new Snapshot(1, players);
    }
}
