package dev.repod.benchmarks.process;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** One core for the servers and another for the load, where the system lets a program choose. */
public final class Pinning {
    private static final boolean POSSIBLE = Runtime.getRuntime().availableProcessors() > 1 && isOnPath("taskset");

    private Pinning() {}

    /** {@return whether a program can have a core of its own} */
    public static boolean isPossible() {
        return POSSIBLE;
    }

    /** {@return what is said about it at the head of the results} */
    public static String words() {
        return POSSIBLE
                ? "servers on core 0, load on core 1, which never sleeps"
                : "not pinned: taskset or a second core is missing";
    }

    /**
     * The command of a JVM of this version that runs one of our programs.
     *
     * @param core where it is to run
     * @param flags of the JVM
     * @param program the name of its class
     * @param arguments its own
     * @return the command
     */
    public static List<String> java(int core, List<String> flags, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (POSSIBLE) {
            command.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        command.addAll(java(flags, program, arguments));
        return command;
    }

    /**
     * The same, on whichever core the system chooses.
     *
     * @param flags of the JVM
     * @param program the name of its class
     * @param arguments its own
     * @return the command
     */
    public static List<String> java(List<String> flags, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isOnPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (new File(folder, program).canExecute()) {
                return true;
            }
        }
        return false;
    }
}
