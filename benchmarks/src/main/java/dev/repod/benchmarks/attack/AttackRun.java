package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.claims.Progress;
import dev.repod.benchmarks.claims.Sizes;
import dev.repod.benchmarks.game.GameProgram;
import dev.repod.benchmarks.game.PlayersProgram;
import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.Waiting;
import dev.repod.benchmarks.process.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts the programs, lets them play and attack, and asks what came of it. */
final class AttackRun {
    private static final int SECOND_MILLIS = 1_000;

    /** After the sessions' window: a frame that was begun, a close that drains, and the moment in between. */
    private static final int SECONDS_TO_SETTLE = 15;

    private final AttackOptions options;
    private final Progress progress;

    AttackRun(AttackOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    Observations run() {
        progress.begin("about " + (2 * options.seconds() + quietSeconds() * 2 + 45) + " seconds, at the most");
        try (Child server = GameProgram.start("the server", options.window());
                Child other = GameProgram.start("the other server", options.window());
                Child attackers = AttackersProgram.start(options)) {
            int port = port(server);
            int otherPort = port(other);
            attackers.answer();
            try (Child players = PlayersProgram.start(port, options.players())) {
                players.answer();
                return new Cast(server, players, attackers, port, otherPort).play();
            }
        } finally {
            progress.clear();
        }
    }

    private static int port(Child server) {
        String ready = server.answer();
        return Integer.parseInt(ready.substring(ready.indexOf(' ') + 1));
    }

    /** Long enough to be warm, where there is time for that. */
    private int quietSeconds() {
        return Math.min(10, options.seconds());
    }

    /** All programs of one run. */
    private final class Cast {
        private final Child server;
        private final Child players;
        private final Child attackers;
        private final int port;
        private final int otherPort;
        private final Peak peak = new Peak();
        private long cpuNanos;
        private long beganNanos;

        Cast(Child server, Child players, Child attackers, int port, int otherPort) {
            this.server = server;
            this.players = players;
            this.attackers = attackers;
            this.port = port;
            this.otherPort = otherPort;
        }

        Observations play() {
            progress.begin("nobody attacks");
            rest(quietSeconds());
            begin();
            rest(quietSeconds());
            Words quiet = end();
            Words control = control();
            Words before = ask(server, "figures");
            begin();
            attack("attack", port, options.seconds());
            Words attacked = end();
            Words under = ask(server, "figures");
            Words endings = ask(attackers, "endings");
            attackers.ask("stop");
            settle();
            Words after = ask(server, "figures");
            Words told = ask(server, "endings");
            Words finished = ask(players, "finish");
            EndingTable table = new EndingTable(options.attacks(), endings, told);
            return new Observations(quiet, control, attacked, finished, before, under, peak.words(), after, table);
        }

        private Words control() {
            begin();
            attack("control: the other server is attacked", otherPort, options.seconds());
            Words control = end();
            attackers.ask("stop");
            rest(Math.min(5, options.seconds()));
            return control;
        }

        private void attack(String what, int target, int seconds) {
            progress.begin(what);
            attackers.ask("attack " + target);
            for (int second = 1; second <= seconds; second++) {
                Waiting.millis(SECOND_MILLIS);
                Words figures = ask(server, "glance");
                Words there = ask(attackers, "glance");
                if (target == port) {
                    peak.add(figures);
                }
                progress.second(String.format(
                        "%d of %d s, %,d attackers there, %,d connections made; server: %s direct, %s resident",
                        second,
                        seconds,
                        there.get("open"),
                        there.get("made"),
                        Sizes.mebibytes(figures.get("direct")),
                        Sizes.mebibytes(figures.get("rss"))));
            }
        }

        /** Until all that the attackers have left behind should be gone, or is. */
        private void settle() {
            progress.begin("the attackers are gone; what is left of them?");
            long most = options.window().toSeconds() + SECONDS_TO_SETTLE;
            for (int second = 1; second <= most; second++) {
                Waiting.millis(SECOND_MILLIS);
                Words figures = ask(server, "glance");
                if (figures.get("channels") <= options.players()) {
                    rest(Math.min(3, options.seconds()));
                    return;
                }
                progress.second(second + " of " + most + " s, " + figures.get("channels") + " channels");
            }
        }

        private void begin() {
            ask(players, "tally");
            cpuNanos = ask(server, "glance").get("cpuNanos");
            beganNanos = System.nanoTime();
        }

        /** What the players have counted since, and how much of a core the server has used. */
        private Words end() {
            long usedNanos = ask(server, "glance").get("cpuNanos") - cpuNanos;
            Map<String, Long> all = new LinkedHashMap<>(ask(players, "tally").numbers());
            all.put("cpuPercent", 100 * usedNanos / Math.max(1, System.nanoTime() - beganNanos));
            return new Words(all);
        }

        private void rest(int seconds) {
            Waiting.millis((long) SECOND_MILLIS * seconds);
        }
    }

    private static Words ask(Child child, String question) {
        return Words.parse(child.ask(question));
    }
}
