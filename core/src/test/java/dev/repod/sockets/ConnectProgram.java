package dev.repod.sockets;

import dev.repod.Client;
import dev.repod.ClientOptions;
import dev.repod.Event;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Tries to connect to each host that is named, and prints what came of it: a program for a world made for a test. */
final class ConnectProgram {
    private ConnectProgram() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            System.out.println(outcome(arguments[i], port));
        }
    }

    static String outcome(String host, int port) {
        Client client = new Client(
                ClientOptions.builder().connectTimeout(Duration.ofSeconds(10)).build());
        client.connect(host, port);
        Event event = client.poll();
        while (event == null) {
            LockSupport.parkNanos(1_000_000);
            event = client.poll();
        }
        client.close();
        return event instanceof Event.Failed failed
                ? failed.error().kind() + " " + failed.error().detail()
                : event.getClass().getSimpleName();
    }
}
