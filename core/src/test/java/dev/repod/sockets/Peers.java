package dev.repod.sockets;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Starts the programs of interop/, where their languages are installed; elsewhere the test is skipped, or fails in CI. */
final class Peers {
    private static final File INTEROP = new File("../interop").getAbsoluteFile();
    private static final List<String> PYTHONS =
            List.of("python3", "/usr/bin/python3", "/usr/local/bin/python3", "python");

    private Peers() {}

    static ChildProgram python(String program, Object... arguments) throws IOException {
        String python = PYTHONS.stream()
                .filter(candidate -> ChildProgram.succeeds(candidate, "-c", "import msgpack"))
                .findFirst()
                .orElse(null);
        if (python == null) {
            missing("no Python with the package msgpack (Debian: python3-msgpack)");
        }
        return started(new File(INTEROP, "python"), arguments, python, "-u", program + ".py");
    }

    static ChildProgram node(String program, Object... arguments) throws IOException {
        File directory = new File(INTEROP, "node");
        if (!ChildProgram.succeeds("node", "--version") || !new File(directory, "node_modules").isDirectory()) {
            missing("no Node with interop/node/node_modules (run npm ci there)");
        }
        return started(directory, arguments, "node", program + ".mjs");
    }

    private static ChildProgram started(File directory, Object[] arguments, String... start) throws IOException {
        List<String> command = new ArrayList<>(List.of(start));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return ChildProgram.started(directory, command);
    }

    private static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail("CI has to have what the interop tests need: " + what);
        }
        Assumptions.abort(what);
    }
}
