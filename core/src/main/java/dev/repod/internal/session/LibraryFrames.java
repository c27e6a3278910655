package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.wire.PackWriter;
import org.jspecify.annotations.Nullable;

/** Writes the frames that the library sends on its own account: docs/protocol.md, sections 3 and 4. */
final class LibraryFrames {
    static final int VERSION = 1;

    /** No feature bit has a meaning for this version yet: sessions and keepalive are not offered. */
    private static final int FEATURES = 0;

    private final PackWriter out = new PackWriter();

    /** Puts one finished frame into a queue. */
    private void finish(OutboundQueue queue) {
        out.endFrame();
        queue.append(out.array(), 0, out.length());
    }

    private PackWriter begin() {
        out.reset();
        out.beginFrame();
        return out;
    }

    /** The greeting that every client gets, plain or not. */
    void connected(OutboundQueue queue) {
        begin().writeMapHeader(1);
        out.writeString("action");
        out.writeString("connected");
        finish(queue);
    }

    /** Tells a plain peer why it is being closed. */
    void error(OutboundQueue queue, String text) {
        begin().writeMapHeader(2);
        out.writeString("action");
        out.writeString("error");
        out.writeString("message");
        out.writeString(text);
        finish(queue);
    }

    void hello(OutboundQueue queue, PeerLimits own) {
        begin().writeArrayHeader(4);
        out.writeLong(LibraryFrame.HELLO);
        out.writeLong(VERSION);
        out.writeLong(FEATURES);
        out.writeMapHeader(1);
        writeLimits(own);
        finish(queue);
    }

    void welcome(OutboundQueue queue, PeerLimits own) {
        begin().writeArrayHeader(4);
        out.writeLong(LibraryFrame.WELCOME);
        out.writeLong(VERSION);
        out.writeLong(FEATURES);
        out.writeMapHeader(2);
        out.writeString("outcome");
        out.writeString("fresh");
        writeLimits(own);
        finish(queue);
    }

    void pong(OutboundQueue queue, long token) {
        begin().writeArrayHeader(2);
        out.writeLong(LibraryFrame.PONG);
        out.writeLong(token);
        finish(queue);
    }

    void bye(OutboundQueue queue, CloseReason reason) {
        @Nullable String limit = reason.limit();
        begin().writeArrayHeader(limit == null ? 3 : 4);
        out.writeLong(LibraryFrame.BYE);
        out.writeString(reason.kind().wireName());
        out.writeString(reason.text());
        if (limit != null) {
            out.writeMapHeader(3);
            out.writeString("limit");
            out.writeString(limit);
            out.writeString("allowed");
            out.writeLong(reason.allowed());
            out.writeString("seen");
            out.writeLong(reason.seen());
        }
        finish(queue);
    }

    private void writeLimits(PeerLimits limits) {
        out.writeString("limits");
        out.writeMapHeader(2);
        out.writeString("frame_bytes");
        out.writeLong(limits.maxFrameBytes());
        out.writeString("depth");
        out.writeLong(limits.maxDepth());
    }
}
