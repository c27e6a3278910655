package dev.repod.benchmarks.peers;

import dev.repod.benchmarks.sample.MsgpackCore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Netty with msgpack-core: each frame becomes a map, and the answer is made of another one. */
final class MsgpackHandler extends ChannelInboundHandlerAdapter {
    private static final int HEADER_BYTES = 4;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
        ByteBuf frame = (ByteBuf) message;
        Map<String, @Nullable Object> question;
        try {
            question =
                    MsgpackCore.decode(ByteBufUtil.getBytes(frame, HEADER_BYTES, frame.readableBytes() - HEADER_BYTES));
        } finally {
            frame.release();
        }
        if ("echo".equals(question.get("action"))) {
            context.write(answer(context, question), context.voidPromise());
        }
    }

    private static ByteBuf answer(ChannelHandlerContext context, Map<String, @Nullable Object> question)
            throws IOException {
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("action", "echo_reply");
        for (String field : new String[] {"text", "x", "y", "seq"}) {
            reply.put(field, question.get(field));
        }
        byte[] payload = MsgpackCore.encode(reply);
        return context.alloc()
                .buffer(HEADER_BYTES + payload.length)
                .writeInt(payload.length)
                .writeBytes(payload);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
