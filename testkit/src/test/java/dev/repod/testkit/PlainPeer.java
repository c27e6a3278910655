package dev.repod.testkit;

import dev.repod.ConnectionError;
import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Wire;
import dev.repod.internal.limit.Door;
import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.ConnectListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer that knows frames and nothing else, as a script with a msgpack package does: on either side of a connection. */
final class PlainPeer implements ConnectListener, LinkListener {
    private final NetworkLab lab;
    private final VirtualLoop loop;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<byte[]> unsent = new ArrayDeque<>();
    final List<Integer> slices = new ArrayList<>();
    private @Nullable MemoryLink link;
    private boolean greets;
    boolean mayFail;
    boolean inputEnded;
    boolean wasReset;
    boolean closed;

    @Nullable Throwable closeCause;

    PlainPeer(NetworkLab lab) {
        this.lab = lab;
        this.loop = lab.network().openLoop("plain-peer");
    }

    PlainPeer connect(int port) {
        lab.network().connect(loop, "localhost", port, Duration.ofSeconds(5).toNanos(), this);
        return this;
    }

    /** Is the server instead: takes the one client that comes. */
    PlainPeer listen(int port) {
        try {
            lab.network().listen(loop, "localhost", port, new OpenDoor()).accept();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return this;
    }

    /** Lets everyone in. */
    private final class OpenDoor implements Acceptor {
        private final Door door = new Door(Limits.standard());

        @Override
        public Door.Visit onArrived(InetSocketAddress peer, long nowNanos) {
            return door.arrive(peer, nowNanos);
        }

        @Override
        public LinkListener onAccepted(Link accepted, Door.Visit visit, long nowNanos) {
            return onConnected(accepted, nowNanos);
        }
    }

    PlainPeer send(String action, @Nullable Object... namesAndValues) {
        return send(Message.of(action, namesAndValues));
    }

    PlainPeer send(Message message) {
        return sendBytes(Wire.encode(message));
    }

    /** One frame with that payload, in hexadecimal digits. */
    PlainPeer sendPayload(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
        return sendBytes(ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    PlainPeer sendBytes(byte... bytes) {
        loop.execute(() -> {
            unsent.add(bytes);
            onWritable(0);
        });
        return this;
    }

    PlainPeer end() {
        loop.execute(() -> link().shutdownOutput());
        return this;
    }

    PlainPeer reset() {
        loop.execute(() -> link().reset());
        return this;
    }

    PlainPeer reading(boolean reading) {
        loop.execute(() -> link().setReading(reading));
        return this;
    }

    /** How many of the pieces that were sent the network has not taken yet. */
    int unsent() {
        return unsent.size() + (link().isWritable() ? 0 : 1);
    }

    boolean isConnected() {
        return link != null;
    }

    MemoryLink link() {
        MemoryLink up = link;
        if (up == null) {
            throw new AssertionError("not connected");
        }
        return up;
    }

    /** All bytes that have come in. */
    byte[] received() {
        return received.toByteArray();
    }

    /** The payloads that have come in: messages as they read, anything else in hexadecimal digits. */
    List<String> payloads() {
        List<String> all = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(received.toByteArray());
        while (buffer.remaining() >= 4 && buffer.getInt(buffer.position()) <= buffer.remaining() - 4) {
            byte[] payload = new byte[buffer.getInt()];
            buffer.get(payload);
            all.add(readable(payload));
        }
        return all;
    }

    private static String readable(byte[] payload) {
        try {
            return Wire.decode(payload).toString();
        } catch (InvalidMessageException noMessage) {
            return HexFormat.of().formatHex(payload);
        }
    }

    /** The messages that have come in. */
    List<Message> messages() {
        List<Message> all = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(received.toByteArray());
        for (Message next = Wire.readMessage(buffer); next != null; next = Wire.readMessage(buffer)) {
            all.add(next);
        }
        return all;
    }

    /** What the newest message has to say to a person. */
    @Nullable String lastText() {
        List<Message> all = messages();
        return (String) all.get(all.size() - 1).get("message");
    }

    /** Is a server that greets whoever comes. */
    PlainPeer greetWhenConnected() {
        greets = true;
        return this;
    }

    @Override
    public LinkListener onConnected(Link newLink, long nowNanos) {
        link = (MemoryLink) newLink;
        if (greets) {
            send("connected");
        }
        return this;
    }

    @Override
    public void onFailed(ConnectionError error) {
        if (!mayFail) {
            throw new AssertionError(error.detail());
        }
    }

    @Override
    public void onBytes(byte[] array, int from, int to, long nowNanos) {
        received.write(array, from, to - from);
        slices.add(to - from);
    }

    @Override
    public void onFlush(long nowNanos) {}

    @Override
    public void onWritable(long nowNanos) {
        while (!unsent.isEmpty() && link().isWritable()) {
            byte[] bytes = unsent.remove();
            link().write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void onInputEnded(long nowNanos) {
        inputEnded = true;
    }

    @Override
    public void onTime(long nowNanos) {}

    @Override
    public void onClosed(@Nullable Throwable cause, long nowNanos) {
        closed = true;
        closeCause = cause;
        wasReset = cause != null;
    }
}
