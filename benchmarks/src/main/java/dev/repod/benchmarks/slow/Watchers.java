package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.game.Loopback;
import dev.repod.benchmarks.process.Sockets;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All clients of one server, on one loop. The first of them is the one that will be slow. Called from any thread but the loop. */
final class Watchers {
    private static final int LARGEST_BYTES = 1 << 24;

    private final Sockets sockets;
    private final List<Watcher> all = new ArrayList<>();
    private final CompletableFuture<Void> allWatch = new CompletableFuture<>();
    private int watching;

    Watchers(Sockets sockets) {
        this.sockets = sockets;
    }

    /** Completed when each of them has seen the sky. */
    CompletableFuture<Void> connect(int port, int others) {
        for (int i = 0; i <= others; i++) {
            Watcher watcher = new Watcher(() -> onFirst(others + 1));
            all.add(watcher);
            bootstrap(watcher)
                    .connect(Loopback.server(port), Loopback.from(Loopback.PLAYERS, i))
                    .addListener((ChannelFuture up) -> {
                        if (!up.isSuccess()) {
                            allWatch.completeExceptionally(up.cause());
                        }
                    });
        }
        return allWatch;
    }

    private Bootstrap bootstrap(Watcher watcher) {
        return new Bootstrap()
                .group(sockets.group())
                .channel(sockets.type())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(LARGEST_BYTES, 0, 4, 0, 4), watcher);
                    }
                });
    }

    private void onFirst(int count) {
        if (++watching == count) {
            allWatch.complete(null);
        }
    }

    void slowOneReads(boolean on) {
        CompletableFuture.runAsync(() -> all.get(0).reads(on), sockets.loop()).join();
    }

    String takeWords() {
        return CompletableFuture.supplyAsync(() -> words(System.nanoTime()), sockets.loop())
                .join();
    }

    private String words(long nowNanos) {
        Watcher slow = all.get(0);
        List<Watch> others = all.stream().skip(1).map(Watcher::watch).toList();
        List<Long> counts = others.stream().map(Watch::count).sorted().toList();
        String words = "watchers min=" + counts.get(0) + " median=" + counts.get(counts.size() / 2) + " missed="
                + others.stream().mapToLong(Watch::missed).sum() + " gap="
                + others.stream()
                        .mapToLong(watch -> watch.longestNanos(nowNanos))
                        .max()
                        .orElse(0) + " ended="
                + all.stream()
                        .skip(1)
                        .filter(watcher -> !watcher.end().equals("there"))
                        .count() + " slowSaw="
                + slow.watch().count() + " slowMissed=" + slow.watch().missed() + " slowLast="
                + slow.watch().lastNumber() + " slow/" + slow.end() + "=1";
        all.forEach(watcher -> watcher.watch().restart(nowNanos));
        return words;
    }
}
