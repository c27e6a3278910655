package dev.repod.sockets;

import dev.repod.Channel;
import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Wire;
import dev.repod.sockets.RecordingServer.Move;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** The services that the programs of interop/ are clients of, in Java: echo, chat, lag_time and those of the guide. */
final class ServiceServer extends Server<ServiceServer.Visitor> {
    private static final int PINGS = 10;

    record Moved(double x, double y) {}

    /** Asks for the measuring of lag as soon as somebody comes; the other services' clients would not expect it. */
    private final boolean measuresLag;

    final List<String> story = new CopyOnWriteArrayList<>();

    ServiceServer(boolean measuresLag) {
        super(Visitor::new, ServerOptions.builder().port(0).build());
        this.measuresLag = measuresLag;
    }

    static ServiceServer started() {
        return started(false);
    }

    static ServiceServer started(boolean measuresLag) {
        ServiceServer server = new ServiceServer(measuresLag);
        server.start();
        return server;
    }

    int port() {
        return address().getPort();
    }

    private void tellPlayers() {
        sendToAll(Message.of(
                "players",
                "list",
                channels().stream().map(visitor -> visitor.nickname).toList()));
    }

    private void announce(String text) {
        sendToAll(Message.of("system", "text", text));
        tellPlayers();
    }

    @Override
    protected void onDisconnect(Visitor visitor) {
        story.add("onDisconnect");
        if (!visitor.nickname.equals("Anonymous")) {
            announce(visitor.nickname + " left the chat");
        }
    }

    /** The same fields under another action: in another library, so that this one has no part in comparing. */
    static Message renamed(Message message, String action) {
        byte[] frame = Wire.encode(message);
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(frame, 4, frame.length - 4);
                MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            int pairs = in.unpackMapHeader();
            out.packMapHeader(pairs);
            for (int i = 0; i < pairs; i++) {
                String name = in.unpackString();
                out.packString(name);
                Value value = in.unpackValue();
                if (name.equals("action")) {
                    out.packString(action);
                } else {
                    out.packValue(value);
                }
            }
            return Wire.decode(out.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static final class Visitor extends Channel<ServiceServer> {
        private String nickname = "Anonymous";
        private int pings;

        @Override
        protected void onConnect() {
            if (server().measuresLag) {
                send(Message.of("ping", "count", 0));
            }
        }

        @Override
        protected void onClose(CloseReason reason) {
            server().story.add("onClose " + reason.kind());
        }

        @On
        void echo(Message message) {
            send(renamed(message, "echo_reply"));
        }

        @On
        void broadcast(Message message) {
            server().sendToAll(renamed(message, "broadcast_reply"));
        }

        @On
        void relay(Message message) {
            server().sendToAll(message);
        }

        @On
        void nickname(Message message) {
            nickname = message.getString("nickname");
            server().announce(nickname + " joined the chat");
        }

        @On
        void message(Message message) {
            server().sendToAll(Message.of("message", "text", message.getString("text"), "nickname", nickname));
        }

        @On
        void ping(Message ping) {
            server().story.add("ping " + ping.getInt("count"));
            pings++;
            if (pings < PINGS) {
                send(Message.of("ping", "count", pings));
            }
        }

        @On
        void move(Move move) {
            send(new Moved(move.x(), move.y()));
        }

        @On
        void hello() {
            send(Message.of("hello"));
        }

        @On
        void goodbye() {
            server().story.add("goodbye");
        }
    }
}
