package dev.repod.sockets;

import dev.repod.CloseReason.Kind;
import dev.repod.Message;
import dev.repod.Tls;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;

/** A short life of a server and its clients, for a JVM in which Netty's native part is switched off. */
final class NioProgram {
    private NioProgram() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        must(!Epoll.isAvailable(), "the native part is off");
        RecordingServer server = RecordingServer.started(
                RecordingServer.onAnyPort().limits(RecordingServer.PATIENT).build());
        RecordingPlayer player = RecordingPlayer.joined(server);
        for (int i = 0; i < 1_000; i++) {
            player.send(Message.of("relay", "n", i));
        }
        must(player.pumpUntilMessages(1_000).get(999).getInt("n") == 999, "a thousand messages in order");

        try (RawPeer deaf = RawPeer.withSmallBuffer(server).greeted()) {
            deaf.send(Message.of("flood"));
            must(deaf.readPayload().length > 1_000_000, "a flood begins");
            deaf.reset();
        }
        must(server.awaitEndOf(2).kind() == Kind.LOST, "a reset in mid-write is noticed");
        must(server.storyOf(2).equals(List.of("onClose LOST", "onDisconnect")), "once");

        RecordingServer strict = RecordingServer.started();
        try (RawPeer deaf = RawPeer.withSmallBuffer(strict).greeted()) {
            deaf.send(Message.of("flood"));
            must(strict.awaitEndOf(1).kind() == Kind.SLOW_CONSUMER, "a peer that does not read is sent away");
        }
        strict.stop();

        try (RawPeer plain = RawPeer.connectTo(server).greeted()) {
            plain.endOutput();
            must(!plain.readToEnd().isReset(), "an orderly end");
        }
        must(server.awaitEndOf(3).kind() == Kind.PEER_CLOSED, "which is no loss");

        player.send(Message.of("kick_me"));
        must(player.awaitEnd().kind() == Kind.KICKED, "a kick with its reason");
        server.stop();
        must(server.channels().isEmpty(), "an empty server");
        try {
            new RecordingServer(RecordingServer.onAnyPort().host("192.0.2.1").build()).start();
        } catch (java.io.UncheckedIOException expected) {
            must(expected.getMessage().contains("192.0.2.1:0"), "an address that is not ours is named");
        }
        overTls();
        System.out.println("refused is " + ConnectProgram.outcome("127.0.0.1", server.port()));
        System.out.println("all is well");
    }

    private static void overTls() throws IOException, GeneralSecurityException {
        RecordingServer server = RecordingServer.started(RecordingServer.onAnyPort()
                .tls(Tls.selfSigned())
                .limits(RecordingServer.PATIENT)
                .build());
        try (RawPeer peer = new RawPeer(TlsSockets.to(server)).greeted()) {
            for (int i = 0; i < 100; i++) {
                Message echo = Message.of("echo", "n", i);
                must(peer.send(echo).readMessage().equals(echo), "an echo over TLS");
            }
            peer.send(Message.of("flood"));
            for (int i = 0; i < 12; i++) {
                must(peer.readMessage().getBytes("bytes").length == 1_000_000, "a flood over TLS");
            }
        }
        server.stop();
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
