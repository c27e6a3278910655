package dev.repod.examples;

import java.util.List;

/** What {@code --help} says. */
final class Help {
    private Help() {}

    /** About all commands, or those that begin with what was typed before {@code --help}. */
    static String about(List<String> words, List<Command> commands) throws UsageException {
        String typed = String.join(" ", words);
        List<Command> meant = commands.stream()
                .filter(command -> (command.name() + " ").startsWith(typed.isEmpty() ? "" : typed + " "))
                .toList();
        if (meant.isEmpty()) {
            throw new UsageException("there is no command '" + typed + "'");
        }
        StringBuilder text = new StringBuilder("repod: multiplayer games on the JVM\n\n");
        for (Command command : meant) {
            text.append(String.format("  ./repod %-53s %s%n", command.usage(), command.about()));
        }
        if (meant.stream().anyMatch(command -> command.options().contains("--host"))) {
            text.append(SERVERS);
        }
        if (meant.stream().anyMatch(command -> command.options().contains("--nick"))) {
            text.append(CHAT);
        }
        if (meant.stream().anyMatch(command -> command.name().endsWith("clicker"))) {
            text.append(CLICKER);
        }
        if (typed.isEmpty()) {
            text.append(BENCH);
        }
        return text.append(ALWAYS).toString();
    }

    private static final String SERVERS = """

            Servers listen on 127.0.0.1 and port 5071 unless told otherwise: --host 0.0.0.0 lets other machines in,
            --port 0 picks a free port. They print 'listening on HOST:PORT' and stop at Ctrl+C or SIGTERM.
            --tls DIR encrypts, with a certificate that is made and kept in DIR; the log shows its fingerprint.
            """;

    private static final String CHAT = """

            In the chat each line is said; '/nick NAME' takes another name; Ctrl+C or Ctrl+D leaves. Where the input is
            no terminal, its lines are said and the end of the input is the end: echo hello | ./repod chat localhost 5071
            A lost connection comes back by itself, and nothing is missed; after --attempts N in a row (12) it is given up.
            --pin FINGERPRINT joins a server with --tls, if it is the one with that certificate.
            """;

    private static final String CLICKER = """

            A clicker's score survives a lost connection. With --store DIR it survives the server too, even kill -9:
            start the server anew with the same DIR within 5 minutes, and its players come back with their scores.
            """;

    private static final String BENCH = """

            ./repod bench measures the library beside others that do the same; ./repod bench --help says how.
            ./repod prove sessions cuts connections again and again and looks for lost messages; ./repod prove --help.
            """;

    private static final String ALWAYS = """

              --verbose      logs more to the standard error, as does REPOD_LOG=debug
              --help         this, or 'COMMAND --help' for one command
              --version      the version
            """;
}
