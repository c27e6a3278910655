package dev.repod.examples;

import dev.repod.ClientOptions;
import dev.repod.Reconnect;
import dev.repod.Repod;
import dev.repod.Server;
import dev.repod.Sessions;
import dev.repod.examples.chat.ChatClient;
import dev.repod.examples.chat.ChatServer;
import dev.repod.examples.clicker.ClickerClient;
import dev.repod.examples.clicker.ClickerServer;
import dev.repod.examples.echo.EchoServer;
import dev.repod.examples.lagtime.LagTimeClient;
import dev.repod.examples.lagtime.LagTimeServer;
import dev.repod.examples.store.FileSessionStore;
import dev.repod.examples.terminal.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** The program behind {@code ./repod}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** To come back to a chat: half a minute, where the server refuses. */
    private static final int ATTEMPTS = 12;

    /** How long a clicking player may be away, or his server. */
    private static final Duration AWAY = Duration.ofMinutes(5);

    private static final List<Command> COMMANDS = List.of(
            Command.server("chat", "a chat room", arguments -> serve(new ChatServer(arguments.serverOptions()))),
            Command.server(
                    "lag-time",
                    "measures its clients' round trips",
                    arguments -> serve(new LagTimeServer(arguments.serverOptions(), System.out::println))),
            Command.server(
                    "echo",
                    "says again what it hears, for tools",
                    arguments -> serve(EchoServer.forLoadTests(arguments.serverOptions()))),
            Command.server(
                    "clicker", Set.of("--store"), "[--store DIR]", "counts its players' clicks", Main::countClicks),
            Command.client(
                    "chat",
                    Set.of("--nick", "--attempts", "--pin"),
                    "chat HOST PORT [--nick NAME] [--attempts N]",
                    "joins a chat room",
                    Main::chat),
            Command.client(
                    "lag-time",
                    Set.of(),
                    "lag-time HOST PORT",
                    "answers ten pings of a lag-time server",
                    Main::lagTime),
            Command.client("clicker", Set.of(), "clicker HOST PORT", "clicks once a second", Main::click));

    private Main() {}

    /** Runs a command. */
    public static void main(String[] words) throws Exception {
        int exitCode = run(new ArrayList<>(List.of(words)));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        // Not by exit() where all is well: a client that says goodbye keeps the program alive until that is flushed.
    }

    private static int run(List<String> words) throws Exception {
        boolean isVerbose = words.remove("--verbose");
        try {
            if (words.remove("--version")) {
                System.out.println("repod " + Repod.version());
                return 0;
            }
            if (words.remove("--help") || words.remove("-h") || words.isEmpty()) {
                System.out.print(Help.about(words, COMMANDS));
                return 0;
            }
            return run(find(words), words, isVerbose);
        } catch (UsageException wrong) {
            System.err.println("repod: " + wrong.getMessage() + " (./repod --help says what there is)");
            return WRONG_USAGE;
        }
    }

    private static int run(Command command, List<String> words, boolean isVerbose) throws Exception {
        Arguments arguments = Arguments.parse(command.after(words), command.parameters(), command.options());
        setLogLevel(command, isVerbose);
        @Nullable String failure = command.program().run(arguments);
        if (failure != null) {
            System.err.println("repod: " + failure);
            return FAILED;
        }
        return 0;
    }

    private static Command find(List<String> words) throws UsageException {
        for (Command command : COMMANDS) {
            if (command.isIn(words)) {
                return command;
            }
        }
        String begun = String.join(" ", words);
        List<String> longer = COMMANDS.stream()
                .map(Command::name)
                .filter(name -> name.startsWith(begun + " "))
                .toList();
        throw new UsageException(
                longer.isEmpty()
                        ? "there is no command '" + begun + "'"
                        : "'" + begun + "' is not a whole command: there is " + String.join(", ", longer));
    }

    /** Before the first logger is made: logback.xml reads this property. */
    private static void setLogLevel(Command command, boolean isVerbose) {
        @Nullable String wanted = System.getenv("REPOD_LOG");
        System.setProperty("repod.log", isVerbose ? "debug" : wanted != null ? wanted : command.logLevel());
    }

    private static @Nullable String serve(Server<?> server) {
        server.loop().execute(() -> System.out.println("listening on " + text(server.address())));
        try {
            server.launch();
            return null;
        } catch (UncheckedIOException cannotListen) {
            return cannotListen.getMessage();
        }
    }

    /** A server that is killed loses the clicks since it saved last; such small states may be saved often. */
    private static @Nullable String countClicks(Arguments arguments) throws UsageException {
        Sessions sessions = Sessions.resumable(AWAY).saveEvery(Duration.ofMillis(100));
        String folder = arguments.option("--store", "");
        try {
            Sessions kept = folder.isEmpty()
                    ? sessions
                    : sessions.store(new FileSessionStore(Path.of(folder), Clock.systemUTC()));
            return serve(new ClickerServer(
                    arguments.serverOptions().toBuilder().sessions(kept).build()));
        } catch (IOException | InvalidPathException cannotKeep) {
            return "cannot keep scores in " + folder + ": " + cannotKeep;
        }
    }

    private static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static @Nullable String chat(Arguments arguments) throws Exception {
        String host = arguments.host(0);
        int port = arguments.port(1);
        try (Console console = Console.open()) {
            return client(arguments, console).chat(host, port);
        }
    }

    private static ChatClient client(Arguments arguments, Console console) throws UsageException {
        int attempts = arguments.number("--attempts", ATTEMPTS, 1, 1000);
        ClientOptions options = arguments
                .clientOptions()
                .reconnect(Reconnect.exponential().attempts(attempts))
                .build();
        try {
            return new ChatClient(arguments.option("--nick", "Anonymous"), console, options);
        } catch (IllegalArgumentException refused) {
            throw new UsageException("--nick: " + refused.getMessage());
        }
    }

    private static @Nullable String lagTime(Arguments arguments) throws Exception {
        LagTimeClient client = new LagTimeClient(System.out::println);
        Signals.register("INT", client::close);
        Signals.register("TERM", client::close);
        return client.run(arguments.host(0), arguments.port(1));
    }

    private static @Nullable String click(Arguments arguments) throws Exception {
        ClickerClient client = new ClickerClient(System.out::println);
        Signals.register("INT", client::close);
        Signals.register("TERM", client::close);
        return client.run(arguments.host(0), arguments.port(1));
    }
}
