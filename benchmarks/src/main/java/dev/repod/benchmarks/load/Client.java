package dev.repod.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection: sends runs of the same frame, and tells the work how many replies have come. */
final class Client extends ChannelInboundHandlerAdapter {
    /** What the clients do; the same object for all of them. */
    interface Work {
        /** The connection is up, and what the server says to everybody has come. */
        void onReady(Client client);

        /** Whether what comes behind the greeting is an answer; otherwise it is a sign of life, which is skipped. */
        boolean expectsReplies();

        /** Replies have come in one read. */
        void onReplies(Client client, int replies);

        /** The connection was lost, or something else than a reply came. */
        void onBroken(Throwable cause);
    }

    private final Work work;
    private final ReplyCounter replies;

    /** As many copies of the request as are ever sent at once. */
    private final ByteBuf requests;

    private final int requestBytes;
    private final boolean apart;
    private @Nullable SocketChannel socket;
    private boolean ready;
    private int received;

    /** When the messages were sent that are still without an answer, oldest first. */
    private final LongQueue sentNanos = new LongQueue();

    Client(Work work, ReplyCounter replies, ByteBuf requests, int requestBytes, boolean apart) {
        this.work = work;
        this.replies = replies;
        this.requests = requests;
        this.requestBytes = requestBytes;
        this.apart = apart;
    }

    /** A run of requests to slice what is sent from; to be released by whoever asked for it. */
    static ByteBuf run(byte[] request, int times) {
        ByteBuf run = Unpooled.directBuffer(request.length * times);
        for (int i = 0; i < times; i++) {
            run.writeBytes(request);
        }
        return run;
    }

    LongQueue sentNanos() {
        return sentNanos;
    }

    /** Adds to the number of replies that have come in all; answers what it was before. */
    int countReceived(int replies) {
        int before = received;
        received += replies;
        return before;
    }

    /** Sends so many requests, in one write or, apart, in as many. */
    void send(int times) {
        if (!apart) {
            write(times * requestBytes);
            return;
        }
        for (int i = 0; i < times; i++) {
            write(requestBytes);
        }
    }

    private void write(int bytes) {
        Channel open = socket;
        if (open != null) {
            open.writeAndFlush(requests.slice(0, bytes), open.voidPromise());
        }
    }

    void close() {
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        socket = (SocketChannel) context.channel();
        tellWhenReady();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            int came = ready && !work.expectsReplies() ? 0 : replies.take(in);
            if (came > 0) {
                work.onReplies(this, came);
            }
            tellWhenReady();
        } finally {
            in.release();
        }
    }

    private void tellWhenReady() {
        if (!ready && replies.isGreeted()) {
            ready = true;
            work.onReady(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        work.onBroken(new IllegalStateException("the server closed a connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        work.onBroken(cause);
    }

    /** A queue without boxes. */
    static final class LongQueue {
        private long[] values = new long[16];
        private int first;
        private int size;

        void add(long value) {
            if (size == values.length) {
                grow();
            }
            values[(first + size++) & (values.length - 1)] = value;
        }

        long remove() {
            long value = values[first];
            first = (first + 1) & (values.length - 1);
            size--;
            return value;
        }

        private void grow() {
            long[] larger = new long[values.length * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = values[(first + i) & (values.length - 1)];
            }
            values = larger;
            first = 0;
        }
    }
}
