package dev.repod.examples;

import dev.repod.ServerOptions;

/** Where tests put their servers. */
public final class Loopback {
    private Loopback() {}

    public static ServerOptions anyPort() {
        return ServerOptions.builder().port(0).build();
    }
}
