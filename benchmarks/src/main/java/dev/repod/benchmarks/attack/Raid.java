package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.game.Loopback;
import dev.repod.benchmarks.process.Sockets;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keeps as many connections of an attack going as it has: who is thrown out comes again. Confined to the attackers' loop. */
final class Raid implements Attacker.Keeper {
    private static final int LARGEST_BYTES = 1 << 24;

    /** So that what is in a system's buffers does not hide who does not read. */
    private static final int SMALL_BUFFER_BYTES = 4 << 10;

    /** How long it takes until all of them have come for the first time. */
    private static final int RAMP_MILLIS = 2_000;

    /** A run of frames is more than this, so that each is followed by the next as soon as it is written. */
    private static final WriteBufferWaterMark FULL = new WriteBufferWaterMark(8 << 10, 16 << 10);

    private final Attack attack;
    private final int block;
    private final int port;
    private final Random random;
    private final Sockets sockets;
    private final Endings endings = new Endings();
    private final Set<Attacker> attackers = new LinkedHashSet<>();
    private int next;
    private boolean stopped;

    Raid(Attack attack, int port, Random random, Sockets sockets) {
        this.attack = attack;
        this.block = attack.block();
        this.port = port;
        this.random = random;
        this.sockets = sockets;
    }

    Attack attack() {
        return attack;
    }

    Endings endings() {
        return endings;
    }

    void start() {
        for (int i = 0; i < attack.connections(); i++) {
            connectAfter((long) RAMP_MILLIS * i / attack.connections());
        }
        sockets.loop().schedule(this::second, 1, TimeUnit.SECONDS);
    }

    private void connectAfter(long millis) {
        sockets.loop().schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    }

    private void connect() {
        if (stopped) {
            return;
        }
        Attacker attacker = new Attacker(attack.conduct().apply(random), this);
        bootstrap(attacker)
                .connect(Loopback.server(port), Loopback.from(block, next++ % attack.addresses()))
                .addListener((ChannelFuture up) -> {
                    if (!up.isSuccess()) {
                        endings.refused();
                        comeAgain();
                    }
                });
    }

    private Bootstrap bootstrap(Attacker attacker) {
        Bootstrap bootstrap = new Bootstrap()
                .group(sockets.group())
                .channel(sockets.type())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, attack.reads())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, FULL)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(LARGEST_BYTES, 0, 4, 0, 4), attacker);
                    }
                });
        return attack.reads() ? bootstrap : bootstrap.option(ChannelOption.SO_RCVBUF, SMALL_BUFFER_BYTES);
    }

    private void second() {
        if (!stopped) {
            List.copyOf(attackers).forEach(Attacker::second);
            sockets.loop().schedule(this::second, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void onUp(Attacker attacker) {
        if (stopped) {
            // It was on its way: the server's queue of those who come is long.
            attacker.reset();
            return;
        }
        endings.up();
        attackers.add(attacker);
    }

    @Override
    public void onEnded(Attacker attacker, String how) {
        attackers.remove(attacker);
        if (!stopped) {
            endings.ended(how);
            comeAgain();
        }
    }

    private void comeAgain() {
        if (!stopped) {
            connectAfter(attack.pauseMillis() / 2 + random.nextInt(attack.pauseMillis()));
        }
    }

    /** Nobody comes again, and those who are there go; they are not counted as ended. */
    void stop() {
        stopped = true;
        List.copyOf(attackers).forEach(Attacker::reset);
    }
}
