package dev.repod;

/** Checks port numbers that users pass. */
final class Ports {
    private Ports() {}

    static int inRange(int port, int lowest) {
        if (port < lowest || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in " + lowest + "..65535");
        }
        return port;
    }
}
