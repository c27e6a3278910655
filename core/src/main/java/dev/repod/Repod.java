package dev.repod;

/** The library's own constants. */
public final class Repod {
    /** The host that servers bind to and clients connect to by default. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The default port. */
    public static final int DEFAULT_PORT = 5071;

    private Repod() {}
}
