package dev.repod;

/** The library's own constants. */
public final class Repod {
    /** The host that servers bind to by default, and that clients find them at: the loopback. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The default port. */
    public static final int DEFAULT_PORT = 5071;

    private Repod() {}

    /**
     * The version of this library.
     *
     * @return such as {@code 0.1.0}
     */
    public static String version() {
        return BuildVersion.VERSION;
    }
}
