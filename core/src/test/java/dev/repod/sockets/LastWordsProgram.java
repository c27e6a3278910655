package dev.repod.sockets;

import dev.repod.ConnectionListener;
import dev.repod.Message;
import java.util.concurrent.locks.LockSupport;

/** Sends a thousand messages and a goodbye, closes, and returns from main at once. */
final class LastWordsProgram {
    static final int MESSAGES = 1_000;

    private LastWordsProgram() {}

    public static void main(String[] arguments) {
        ConnectionListener player = new ConnectionListener() {};
        player.connect("127.0.0.1", Integer.parseInt(arguments[0]));
        while (!player.isConnected()) {
            player.pump();
            LockSupport.parkNanos(1_000_000);
        }
        for (int i = 0; i < MESSAGES; i++) {
            player.send(Message.of("count", "ballast", new byte[1_000]));
        }
        player.send(Message.of("goodbye"));
        player.close();
    }
}
