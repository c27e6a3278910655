package dev.repod.benchmarks.process;

import java.util.ArrayList;
import java.util.List;

/** What newer versions of Java warn about where it is not said: Netty calls native code and uses Unsafe. */
public final class JavaFlags {
    private static final int FIRST_TO_WARN_OF_UNSAFE = 23;
    private static final int FIRST_TO_WARN_OF_NATIVE = 24;

    private JavaFlags() {}

    /**
     * For the Java that this runs on; and nothing is said about missing logging.
     *
     * @return flags of the JVM
     */
    public static List<String> quiet() {
        List<String> flags = new ArrayList<>(List.of("-Dslf4j.internal.verbosity=ERROR"));
        int version = Runtime.version().feature();
        if (version >= FIRST_TO_WARN_OF_UNSAFE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (version >= FIRST_TO_WARN_OF_NATIVE) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }
}
