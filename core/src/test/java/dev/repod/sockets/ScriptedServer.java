package dev.repod.sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Accepts one connection on loopback and does to it what the script says; what the script throws fails the test. */
final class ScriptedServer implements AutoCloseable {
    /** What happens to the one connection. */
    @FunctionalInterface
    interface Script {
        void play(RawPeer peer) throws IOException;
    }

    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    private ScriptedServer() throws IOException {}

    static ScriptedServer playing(Script script) throws IOException {
        ScriptedServer server = new ScriptedServer();
        Thread thread = new Thread(() -> server.play(script), "scripted-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void play(Script script) {
        try (Socket accepted = listening.accept();
                RawPeer peer = new RawPeer(accepted)) {
            script.play(peer);
            played.complete(null);
        } catch (IOException | RuntimeException failure) {
            played.completeExceptionally(failure);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    void awaitPlayed() throws InterruptedException, ExecutionException, TimeoutException {
        played.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
