package dev.repod.examples;

import dev.repod.ClientOptions;
import dev.repod.Repod;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What follows a command: parameters in their order, and options with a value each. */
final class Arguments {
    private static final int MOST_PORTS = 65_535;

    private final List<String> parameters = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    private Arguments() {}

    /**
     * Reads words such as {@code localhost --nick Ada 5071} or {@code --nick=Ada}.
     *
     * @param names what the parameters are called, all of which have to be there
     * @param allowed the options that there are, with their dashes
     */
    static Arguments parse(List<String> words, List<String> names, Set<String> allowed) throws UsageException {
        Arguments arguments = new Arguments();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.startsWith("-") && word.length() > 1) {
                arguments.option(word, rest, allowed);
            } else {
                arguments.parameters.add(word);
            }
        }
        int given = arguments.parameters.size();
        if (given > names.size()) {
            throw new UsageException("what is '" + arguments.parameters.get(names.size()) + "' for?");
        }
        if (given < names.size()) {
            throw new UsageException(names.get(given) + " is missing");
        }
        return arguments;
    }

    private void option(String word, Iterator<String> rest, Set<String> allowed) throws UsageException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (!allowed.contains(name)) {
            throw new UsageException("there is no option " + name + " here");
        }
        if (equals < 0 && !rest.hasNext()) {
            throw new UsageException(name + " needs a value");
        }
        options.put(name, equals < 0 ? rest.next() : word.substring(equals + 1));
    }

    String parameter(int index) {
        return parameters.get(index);
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /** A host to connect to. */
    String host(int index) throws UsageException {
        if (parameter(index).isBlank()) {
            throw new UsageException("HOST is empty");
        }
        return parameter(index);
    }

    /** A port to connect to. */
    int port(int index) throws UsageException {
        return number("PORT", parameter(index), 1, MOST_PORTS);
    }

    /** Where a server listens, and how: {@code --host}, {@code --port}, and {@code --tls} with a folder for its certificate. */
    ServerOptions serverOptions() throws UsageException {
        int port = number("--port", Repod.DEFAULT_PORT, 0, MOST_PORTS);
        ServerOptions.Builder server = ServerOptions.builder()
                .host(option("--host", Repod.DEFAULT_HOST))
                .port(port);
        String folder = option("--tls", "");
        if (!folder.isEmpty()) {
            server.tls(certificateIn(folder));
        }
        return server.build();
    }

    private static Tls certificateIn(String folder) throws UsageException {
        try {
            return Tls.selfSigned(Path.of(folder));
        } catch (IllegalArgumentException unusable) {
            throw new UsageException("--tls: " + unusable.getMessage());
        }
    }

    /** How a client connects: over TLS where {@code --pin} says which certificate the server has. */
    ClientOptions.Builder clientOptions() throws UsageException {
        ClientOptions.Builder client = ClientOptions.builder();
        String pin = option("--pin", "");
        try {
            return pin.isEmpty() ? client : client.tls(Trust.pin(pin));
        } catch (IllegalArgumentException malformed) {
            throw new UsageException("--pin: " + malformed.getMessage());
        }
    }

    /** An option that is a number. */
    int number(String name, int otherwise, int least, int most) throws UsageException {
        return number(name, option(name, String.valueOf(otherwise)), least, most);
    }

    private static int number(String name, String value, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, as for a number that is out of range
        }
        throw new UsageException(name + " is a number from " + least + " to " + most + ", not '" + value + "'");
    }
}
