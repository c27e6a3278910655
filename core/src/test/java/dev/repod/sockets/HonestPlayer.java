package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The second client, which must notice nothing: plays on a thread of its own, one echo after the other. */
final class HonestPlayer extends ConnectionListener {
    private static final long FRAME_NANOS = 1_000_000;

    private final AtomicInteger echoes = new AtomicInteger();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Thread game = new Thread(this::play, "honest-player");
    private volatile boolean playing = true;

    static HonestPlayer joining(RecordingServer server) {
        HonestPlayer player = new HonestPlayer();
        player.connect("127.0.0.1", server.port());
        player.game.start();
        await().until(() -> player.echoes.get() > 0);
        return player;
    }

    private void play() {
        while (playing) {
            pump();
            LockSupport.parkNanos(FRAME_NANOS);
        }
        close();
        pump();
    }

    @Override
    protected void onConnected() {
        send(Message.of("echo", "n", 0));
    }

    @On
    void echo(Message echo) {
        int expected = echoes.get();
        if (echo.getInt("n") != expected) {
            troubles.add("expected " + expected + " and got " + echo);
        }
        echoes.incrementAndGet();
        send(Message.of("echo", "n", expected + 1));
    }

    @Override
    protected void onError(ConnectionError error) {
        troubles.add(error.detail());
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        if (playing) {
            troubles.add(reason.toString());
        }
    }

    /** It still plays, and nothing but echoes has reached it that was not meant for all. */
    void mustHaveNoticedNothing() {
        int before = echoes.get();
        await().until(() -> echoes.get() > before + 2 || !troubles.isEmpty());
        assertThat(troubles).isEmpty();
    }

    void leave() {
        playing = false;
        try {
            game.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assertThat(game.isAlive()).isFalse();
    }
}
