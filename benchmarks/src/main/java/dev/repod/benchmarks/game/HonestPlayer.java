package dev.repod.benchmarks.game;

import dev.repod.Wire;
import dev.repod.benchmarks.frames.Frame;
import dev.repod.benchmarks.frames.Said;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One player: greets, joins, numbers what it sends and checks the numbers of what comes. It is an extended client, and has no
 * session: when it is thrown out, it is out.
 */
final class HonestPlayer extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int KEEPALIVE = 2;

    private final Tally tally;
    private final Runnable onWelcome;
    private @Nullable ChannelHandlerContext link;
    private long moves;
    private long answers;
    private long worlds;
    private boolean isWelcome;

    HonestPlayer(Tally tally, Runnable onWelcome) {
        this.tally = tally;
        this.onWelcome = onWelcome;
    }

    /** Counts from when it was due, so that a server that stops is charged for all that should have been sent meanwhile. */
    void move(long dueNanos) {
        tally.sent();
        write(Wire.encode(new Move(++moves, dueNanos)));
    }

    void leave() {
        ChannelHandlerContext open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        link = context;
        write(Frame.hello(KEEPALIVE, Map.of()));
        write(Frame.message(Map.of("action", "join")));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf payload) {
        Said said = Said.of(ByteBufUtil.getBytes(payload));
        String action = said.action();
        if (action != null) {
            onMessage(action, said);
        } else if (said.isPing()) {
            write(said.pong());
        } else if (said.reason() != null) {
            System.err.println("players: the server says " + said.reason());
        }
    }

    private void onMessage(String action, Said said) {
        switch (action) {
            case "moved" -> {
                check(++answers, said);
                tally.received(System.nanoTime() - said.number("due_nanos"));
            }
            case "world" -> onWorld(said);
            // The second comes where the machine is so busy that HELLO is read late.
            case "connected", "session_created" -> {}
            default -> System.err.println("players: the server says " + action + " " + said.reason());
        }
    }

    private void onWorld(Said said) {
        tally.world();
        if (isWelcome) {
            check(++worlds, said);
        } else {
            isWelcome = true;
            worlds = said.number("number");
            onWelcome.run();
        }
    }

    private void check(long expected, Said said) {
        if (said.number("number") != expected) {
            tally.wrong();
        }
    }

    private void write(byte[] frame) {
        ChannelHandlerContext open = link;
        if (open != null) {
            open.writeAndFlush(Unpooled.wrappedBuffer(frame), open.voidPromise());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (link != null) {
            link = null;
            tally.ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println("players: " + Objects.toString(cause.getMessage(), cause.toString()));
        context.close();
    }
}
