package dev.repod.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a server, passes bytes on, and cuts what goes through it when told. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private volatile int serverPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    CuttingRelay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start("relay-door", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Who connects from now on comes out elsewhere. */
    void leadTo(int port) {
        serverPort = port;
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                start("relay-up", () -> pass(client, server));
                start("relay-down", () -> pass(server, client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException cut) {
            close(from);
            close(to);
        }
    }

    /** Resets every connection that is there now. */
    void cut() {
        for (Socket socket : List.copyOf(sockets)) {
            close(socket);
            sockets.remove(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException closedMeanwhile) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
