package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.load.Job;
import dev.repod.benchmarks.load.Job.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured, and by whom.
 *
 * @param name as it is called on the command line
 * @param title what happens, in a line
 * @param load what the clients do
 * @param yardstick what the others are compared with; it runs twice
 * @param contenders the others, ours first
 */
record Scenario(String name, String title, Load load, Contender yardstick, List<Contender> contenders) {
    private static final int RECEIVERS = 200;

    /**
     * What the clients do, wherever the server is.
     *
     * @param work the kind
     * @param action the message
     * @param connections how many
     * @param window messages under way, or 0
     * @param perSecond messages a second, or 0
     * @param apart each message is written by itself
     * @param textChars length of the text, or 0 for the sample's
     */
    record Load(Work work, String action, int connections, int window, int perSecond, boolean apart, int textChars) {
        static Load echo(int connections, int window) {
            return new Load(Work.ECHO, "echo", connections, window, 0, false, 0);
        }

        static Load echo(int connections, int window, int textChars) {
            return new Load(Work.ECHO, "echo", connections, window, 0, false, textChars);
        }

        static Load pacedEcho(int connections, int perSecond) {
            return new Load(Work.ECHO, "echo", connections, 0, perSecond, false, 0);
        }

        static Load fanOut(String action, int receivers, int window) {
            return new Load(Work.FAN_OUT, action, receivers, window, 0, false, 0);
        }

        static Load pacedFanOut(String action, int receivers, int perSecond) {
            return new Load(Work.FAN_OUT, action, receivers, 0, perSecond, false, 0);
        }

        /** The same from clients that write each message by itself. */
        Load messagesApart() {
            return new Load(work, action, connections, window, perSecond, true, textChars);
        }

        Job job(Contender contender, String host, int port, long pid, int millis, int warmupMillis) {
            return new Job(
                    work,
                    contender.protocol(),
                    contender.tls(),
                    action,
                    host,
                    port,
                    pid,
                    connections,
                    window,
                    perSecond,
                    apart,
                    textChars,
                    millis,
                    warmupMillis);
        }
    }

    /** All of them, in the order in which they are run. */
    static List<Scenario> all() {
        return List.of(
                echo("lat", "1 connection, 1 message under way", Load.echo(1, 1)),
                echo("c50w1", "50 connections, 1 message under way on each", Load.echo(50, 1)),
                echo(
                        "c50w32",
                        "50 connections, 32 messages under way on each",
                        Load.echo(50, 32),
                        Contender.MSGPACK,
                        Contender.KRYONET),
                tls("tls", "50 connections over TLS, 32 messages under way on each", Load.echo(50, 32)),
                tls(
                        "tls-apart",
                        "the same from clients that write each message by itself, as a record of its own",
                        Load.echo(50, 32).messagesApart()),
                echo("c500w8", "500 connections, 8 messages under way on each", Load.echo(500, 8)),
                fanOut(
                        "fan-out",
                        "one sends a record, 200 receive it, 8 broadcasts under way; deliveries",
                        Load.fanOut("broadcast", RECEIVERS, 8)),
                fanOut(
                        "fan-out-100",
                        "one sends a record 100 times a second, 200 receive it",
                        Load.pacedFanOut("broadcast", RECEIVERS, 100)),
                fanOut(
                        "relay",
                        "one sends a chat message, 200 receive it unchanged, 8 under way; deliveries",
                        Load.fanOut("chat", RECEIVERS, 8)),
                new Scenario(
                        "snapshot",
                        "a record of 4 KB with nested lists, 60 times a second, to 100",
                        Load.pacedFanOut("snapshot", 100, 60),
                        Contender.SNAPSHOT,
                        List.of(Contender.REPOD)),
                echo("rate", "1,000 connections, 20 messages a second on each", Load.pacedEcho(1000, 20)));
    }

    private static Scenario echo(String name, String title, Load load, Contender... more) {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.REPOD));
        contenders.addAll(List.of(more));
        return new Scenario(name, title, load, Contender.ECHO, contenders);
    }

    private static Scenario tls(String name, String title, Load load) {
        return new Scenario(name, title, load, Contender.ECHO_TLS, List.of(Contender.REPOD_TLS));
    }

    private static Scenario fanOut(String name, String title, Load load) {
        return new Scenario(name, title, load, Contender.FAN_OUT, List.of(Contender.REPOD));
    }

    /** Whether the server mostly waits: its latency is of interest then, and hardly how far its processor would go. */
    boolean isPaced() {
        return load.perSecond() > 0 || load.connections() == 1;
    }

    boolean isOverTls() {
        return yardstick.tls();
    }

    /** Everybody who runs: ours first, the yardstick and its double among the others, so that neither has a better place. */
    List<Contender> field() {
        List<Contender> field = new ArrayList<>(contenders);
        field.add(1, yardstick);
        field.add(yardstick.again());
        return field;
    }
}
