package dev.repod.testkit;

import dev.repod.Channel;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much faster than the clock a lab runs: 50 clients that each send five messages a second and get as many, for an hour of
 * theirs. Run by hand, since a figure of time is no test; the aim is 300 times real time on one core.
 */
final class LabSpeed {
    private static final int CLIENTS = 50;
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(200);
    private static final Duration WARM_UP = Duration.ofMinutes(5);
    private static final Duration MEASURED = Duration.ofHours(1);

    record Move(int x, int y) {}

    record Moved(int x, int y) {}

    /** Answers each move. */
    static final class Field extends Server<Field.Player> {
        Field() {
            super(Player::new, ServerOptions.builder().port(0).build());
        }

        static final class Player extends Channel<Field> {
            @On
            void move(Move move) {
                send(new Moved(move.x(), move.y()));
            }
        }
    }

    /** Counts what comes. */
    static final class Screen extends RecordingListener {
        private long moves;

        @On
        void moved(Moved moved) {
            moves++;
        }

        @Override
        protected void onUnhandled(Message message) {
            throw new AssertionError(message);
        }
    }

    private final NetworkLab lab = NetworkLab.seeded(1);
    private final List<Screen> screens = new ArrayList<>();

    private LabSpeed() {
        Field field = lab.open(Field::new);
        field.start();
        for (int i = 0; i < CLIENTS; i++) {
            Screen screen = lab.open(Screen::new);
            screen.connect("localhost", field.address().getPort());
            screens.add(screen);
        }
        lab.advance(Duration.ofSeconds(1));
        screens.forEach(Screen::pump);
    }

    private void play(Duration time) {
        Duration until = lab.elapsed().plus(time);
        for (int i = 0; lab.elapsed().compareTo(until) < 0; i++) {
            Move move = new Move(i, -i);
            screens.forEach(screen -> screen.send(move));
            lab.advance(BETWEEN_MESSAGES);
            screens.forEach(Screen::pump);
        }
    }

    private long moves() {
        return screens.stream().mapToLong(screen -> screen.moves).sum();
    }

    /** Prints the figures of one run. */
    public static void main(String[] args) {
        LabSpeed speed = new LabSpeed();
        speed.play(WARM_UP);
        long movesBefore = speed.moves();
        long begunNanos = System.nanoTime();
        speed.play(MEASURED);
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        long messages = 2 * (speed.moves() - movesBefore);
        System.out.printf(
                "%,d messages in %.2f s: %.2f us each, %.0f times real time%n",
                messages, seconds, seconds * 1e6 / messages, MEASURED.toSeconds() / seconds);
    }
}
