package dev.repod.examples;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One command of {@code ./repod}.
 *
 * @param name its words, such as {@code demo chat}
 * @param parameters what has to follow
 * @param options what may follow, each with a value
 * @param usage how it is written, with parameters and options
 * @param about what it does
 * @param logLevel what is logged unless somebody asks for more: a server's log is its face, a client's is not
 * @param program what it does
 */
record Command(
        String name,
        List<String> parameters,
        Set<String> options,
        String usage,
        String about,
        String logLevel,
        Program program) {

    static Command server(String name, String about, Program program) {
        return server(name, Set.of(), "", about, program);
    }

    /** A server that has more to say about itself than where it listens. */
    static Command server(String name, Set<String> more, String moreUsage, String about, Program program) {
        Set<String> options = new HashSet<>(more);
        options.addAll(List.of("--host", "--port", "--tls"));
        String usage = ("demo " + name + " [--host H] [--port N] " + moreUsage).strip();
        return new Command("demo " + name, List.of(), options, usage, about, "info", program);
    }

    static Command client(String name, Set<String> options, String usage, String about, Program program) {
        return new Command(name, List.of("HOST", "PORT"), options, usage, about, "error", program);
    }

    boolean isIn(List<String> words) {
        List<String> mine = List.of(name.split(" "));
        return words.size() >= mine.size() && words.subList(0, mine.size()).equals(mine);
    }

    List<String> after(List<String> words) {
        return words.subList(name.split(" ").length, words.size());
    }

    /** What a command does. */
    interface Program {
        /**
         * Runs to the end.
         *
         * @return why it failed, in words for the player; null if it did not
         */
        @Nullable String run(Arguments arguments) throws Exception;
    }
}
