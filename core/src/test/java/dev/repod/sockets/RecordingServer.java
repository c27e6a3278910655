package dev.repod.sockets;

import static dev.repod.sockets.Eventually.await;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on loopback whose players can ask it for everything that these tests are about; it records every ending. */
final class RecordingServer extends Server<RecordingServer.Player> {
    /** What a checked record looks like in a game. */
    record Move(double x, double y) {
        Move {
            if (!(x >= 0 && x <= 1000 && y >= 0 && y <= 1000)) {
                throw new IllegalArgumentException("position out of bounds");
            }
        }
    }

    record Moved(int player, double x, double y) {}

    /** As much as there is may wait for a peer, and for as long as it takes. */
    static final Limits PATIENT = Limits.trusted().withMaxQueuedBytes(1 << 30).withMaxQueuedTime(Duration.ofDays(1));

    private static final int FLOOD_MESSAGES = 12;
    private static final byte[] FLOOD = new byte[1_000_000];

    private final Map<Integer, List<String>> story = new ConcurrentHashMap<>();
    private final Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
    private final AtomicInteger counted = new AtomicInteger();

    RecordingServer(ServerOptions options) {
        super(Player::new, options);
    }

    /** All that come are on one machine, and many flood on purpose: what is limited has tests of its own. */
    static ServerOptions.Builder onAnyPort() {
        return ServerOptions.builder().port(0).limits(Limits.trusted());
    }

    static RecordingServer started() {
        return started(onAnyPort().build());
    }

    static RecordingServer started(ServerOptions options) {
        RecordingServer server = new RecordingServer(options);
        server.start();
        return server;
    }

    int port() {
        return address().getPort();
    }

    /** What became of a channel, as a list of callbacks in their order. */
    List<String> storyOf(int id) {
        return List.copyOf(story.getOrDefault(id, List.of()));
    }

    List<CloseReason> reasons() {
        return List.copyOf(reasons);
    }

    int counted() {
        return counted.get();
    }

    /** Waits until the channel has ended, and has been told so in both places. */
    CloseReason awaitEndOf(int id) {
        await().until(() -> storyOf(id).contains("onDisconnect"));
        return reasons().get(reasons().size() - 1);
    }

    private void note(int id, String callback) {
        story.computeIfAbsent(id, unused -> new CopyOnWriteArrayList<>()).add(callback);
    }

    @Override
    protected void onDisconnect(Player player) {
        note(player.id(), "onDisconnect");
    }

    static final class Player extends Channel<RecordingServer> {
        @Override
        protected void onClose(CloseReason reason) {
            server().reasons.add(reason);
            server().note(id(), "onClose " + reason.kind());
        }

        @Override
        protected void onUnhandled(Message message) {
            server().note(id(), "unhandled " + message.action());
        }

        @On
        void echo(Message message) {
            send(message);
        }

        @On
        void relay(Message message) {
            server().sendToAll(message);
        }

        @On
        void move(Move move) {
            server().sendToAll(new Moved(id(), move.x(), move.y()));
        }

        @On
        void count() {
            server().counted.incrementAndGet();
        }

        @On
        void goodbye() {
            server().note(id(), "goodbye");
        }

        /** Holds the loop up, in the middle of reading. */
        @On
        void stall(Message how) {
            server().note(id(), "stall");
            long fromNanos = System.nanoTime();
            while (System.nanoTime() - fromNanos < how.getInt("millis") * 1_000_000L) {
                Thread.onSpinWait();
            }
        }

        @On
        void kickMe() {
            send(Message.of("last"));
            kick("enough of you");
        }

        @On
        void closeMe() {
            send(Message.of("last"));
            close();
        }

        @On
        void stopServer() {
            server().stop();
        }

        /** Fails in one of two ways, the game's or the sender's. */
        @On
        void fail(Message how) {
            if (how.getBoolean("by_the_game")) {
                throw new IllegalStateException("a mistake of the game");
            }
            throw new InvalidMessageException("not your turn");
        }

        @On
        void flood() {
            for (int i = 0; i < FLOOD_MESSAGES; i++) {
                send(Message.of("flood", "bytes", FLOOD));
            }
        }

        @Override
        protected void onError(Throwable error) {
            server().note(id(), "onError " + error.getMessage());
        }
    }
}
