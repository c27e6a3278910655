package dev.repod.benchmarks.game;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** All honest players, on one loop. Each sends twenty messages a second, evenly between those of the others. */
final class Players {
    private static final int PER_SECOND = 20;
    private static final int LARGEST_BYTES = 1 << 24;

    /** Timers are not set closer. */
    private static final long FINEST_NANOS = 200_000;

    private final EventLoop loop;
    private final Class<? extends Channel> type;
    private final Tally tally = new Tally();
    private final List<HonestPlayer> players = new ArrayList<>();
    private final CompletableFuture<Void> allWelcome = new CompletableFuture<>();
    private int welcome;
    private boolean plays = true;
    private long startedNanos;
    private long done;

    Players(EventLoop loop, Class<? extends Channel> type) {
        this.loop = loop;
        this.type = type;
    }

    /** Completed when all of them have seen the world once. */
    CompletableFuture<Void> connect(int port, int count) {
        for (int i = 0; i < count; i++) {
            HonestPlayer player = new HonestPlayer(tally, () -> onWelcome(count));
            players.add(player);
            open(player)
                    .connect(Loopback.server(port), Loopback.from(Loopback.PLAYERS, i))
                    .addListener((ChannelFuture up) -> {
                        if (!up.isSuccess()) {
                            allWelcome.completeExceptionally(up.cause());
                        }
                    });
        }
        return allWelcome;
    }

    private Bootstrap open(HonestPlayer player) {
        return new Bootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(LARGEST_BYTES, 0, 4, 0, 4), player);
                    }
                });
    }

    private void onWelcome(int count) {
        if (++welcome == count) {
            startedNanos = System.nanoTime();
            play();
            allWelcome.complete(null);
        }
    }

    private void play() {
        long nowNanos = System.nanoTime();
        while (plays && dueNanos() <= nowNanos) {
            players.get((int) (done % players.size())).move(dueNanos());
            done++;
        }
        if (plays) {
            loop.schedule(this::play, Math.max(FINEST_NANOS, dueNanos() - nowNanos), TimeUnit.NANOSECONDS);
        }
    }

    private long dueNanos() {
        return startedNanos + (long) (done * (1e9 / PER_SECOND / players.size()));
    }

    /** What was counted so far. From any thread. */
    String words() {
        return CompletableFuture.supplyAsync(tally::takeWords, loop).join();
    }

    /** No more is sent. From any thread. */
    void pause() {
        CompletableFuture.runAsync(() -> plays = false, loop).join();
    }

    /** How many answers have not come. From any thread. */
    long missing() {
        return CompletableFuture.supplyAsync(tally::missing, loop).join();
    }

    void leave() {
        CompletableFuture.runAsync(() -> players.forEach(HonestPlayer::leave), loop)
                .join();
    }
}
