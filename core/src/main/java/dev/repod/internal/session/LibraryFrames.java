package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.wire.PackWriter;
import org.jspecify.annotations.Nullable;

/** Writes the frames that the library sends on its own account: docs/protocol.md, sections 3 and 4. */
final class LibraryFrames {
    static final int VERSION = 1;

    private static final long NANOS_PER_MILLI = 1_000_000;

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
        message(queue, "connected");
    }

    /** Tells a plain peer why it is being closed. */
    void error(OutboundQueue queue, String text) {
        message(queue, "error", "message", text);
    }

    void hello(OutboundQueue queue, PeerLimits own, SessionRequest request, Introduction self) {
        beginGreeting(LibraryFrame.HELLO, request.isWanted());
        byte @Nullable [] id = request.id();
        @Nullable SessionState state = request.state();
        out.writeMapHeader((id == null || state == null ? 1 : 4) + entries(self));
        writeIntroduction(self);
        writeLimits(own);
        if (id != null && state != null) {
            out.writeString("session");
            out.writeBinary(id);
            out.writeString("received");
            out.writeLong(state.received());
            out.writeString("resend_from");
            out.writeLong(state.backlog().released());
        }
        finish(queue);
    }

    private static int entries(Introduction self) {
        return (self.app() == null ? 0 : 1)
                + (self.appVersion() == null ? 0 : 1)
                + (self.credentials() == null ? 0 : 1);
    }

    private void writeIntroduction(Introduction self) {
        writeText("app", self.app());
        writeText("app_version", self.appVersion());
        byte[] credentials = self.credentials();
        if (credentials != null) {
            out.writeString("credentials");
            out.writeRaw(credentials, 0, credentials.length);
        }
    }

    private void writeText(String key, @Nullable String text) {
        if (text != null) {
            out.writeString(key);
            out.writeString(text);
        }
    }

    void welcome(OutboundQueue queue, SessionConfig config, SessionAnswer answer) {
        byte @Nullable [] id = answer.id();
        beginGreeting(LibraryFrame.WELCOME, id != null);
        out.writeMapHeader(id == null ? 3 : 6);
        out.writeString("outcome");
        out.writeString(Greeting.wordOf(answer.outcome()));
        writeLimits(PeerLimits.of(config.limits()));
        writeKeepalive(config.keepalive());
        if (id != null) {
            out.writeString("session");
            out.writeBinary(id);
            out.writeString("received");
            out.writeLong(answer.received());
            out.writeString("window_ms");
            out.writeLong(answer.windowMillis());
        }
        finish(queue);
    }

    private void beginGreeting(int code, boolean sessions) {
        begin().writeArrayHeader(4);
        out.writeLong(code);
        out.writeLong(VERSION);
        out.writeLong(Greeting.KEEPALIVE | (sessions ? Greeting.SESSIONS : 0));
    }

    void ping(OutboundQueue queue, long token) {
        writeCount(queue, LibraryFrame.PING, token);
    }

    void pong(OutboundQueue queue, long token) {
        writeCount(queue, LibraryFrame.PONG, token);
    }

    void ack(OutboundQueue queue, long received) {
        writeCount(queue, LibraryFrame.ACK, received);
    }

    private void writeCount(OutboundQueue queue, int code, long count) {
        begin().writeArrayHeader(2);
        out.writeLong(code);
        out.writeLong(count);
        finish(queue);
    }

    /** A message without fields, for plain peers. */
    void message(OutboundQueue queue, String action) {
        begin().writeMapHeader(1);
        out.writeString("action");
        out.writeString(action);
        finish(queue);
    }

    /** A message with one text. */
    void message(OutboundQueue queue, String action, String name, String text) {
        begin().writeMapHeader(2);
        out.writeString("action");
        out.writeString(action);
        out.writeString(name);
        out.writeString(text);
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

    private void writeKeepalive(KeepaliveTimes times) {
        out.writeString("keepalive");
        out.writeMapHeader(2);
        out.writeString("every_ms");
        out.writeLong(times.everyNanos() / NANOS_PER_MILLI);
        out.writeString("dead_after_ms");
        out.writeLong(times.deadAfterNanos() / NANOS_PER_MILLI);
    }
}
