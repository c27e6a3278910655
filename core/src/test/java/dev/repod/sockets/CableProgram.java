package dev.repod.sockets;

import dev.repod.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server and a silent plain peer in a network of their own, whose only cable is pulled; prints what becomes of the channel. To
 * be run in a network namespace: it takes the loopback down.
 */
final class CableProgram {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private CableProgram() {}

    public static void main(String[] arguments) throws Exception {
        run("ip", "link", "set", "lo", "up");
        SessionServer server = new SessionServer(ServerOptions.builder().port(0).build());
        server.start();
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            if (peer.getInputStream().read() < 0) {
                throw new IOException("no greeting came");
            }
            awaitStory(server, 1);
            run("ip", "link", "set", "lo", "down");
            long pulledNanos = System.nanoTime();
            System.out.println("pulled");
            awaitStory(server, 2);
            System.out.println(server.story.get(1));
            System.out.println("after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - pulledNanos) + " s");
        }
        server.stop();
    }

    private static void awaitStory(SessionServer server, int lines) {
        long sinceNanos = System.nanoTime();
        while (server.story.size() < lines && System.nanoTime() - sinceNanos < PATIENCE_NANOS) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
