package dev.repod.sockets;

import dev.repod.Channel;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Tls;
import dev.repod.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;

/** Measures what an echoed message costs a server's loop in bytes allocated; a JVM of its own, without the leak detector. */
final class AllocationProgram {
    private static final int BURST = 500;
    private static final int MESSAGES = 30_000;

    /** How many messages come as one record of TLS: some 3 KB, which are read at once. */
    private static final int TLS_BURST = 60;

    private AllocationProgram() {}

    record Step(int player, double x, double y) {}

    static final class Walker extends Channel<Field> {
        @On
        void step(Step step) {
            send(step);
        }

        @On
        void echo(Message message) {
            send(message);
        }
    }

    static final class Field extends Server<Walker> {
        Field(ServerOptions options) {
            super(Walker::new, options);
        }
    }

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Message record = Message.from(new Step(7, 12.5, 99.25));
        try (Field field = new Field(RecordingServer.onAnyPort().build())) {
            field.start();
            Message message = Message.of("echo", "player", 7, "x", 12.5, "y", 99.25);
            System.out.println("record " + perMessage(field, RawPeer.connectTo(field), record, BURST));
            System.out.println("message " + perMessage(field, RawPeer.connectTo(field), message, BURST));
            System.out.println("lone record " + perMessage(field, RawPeer.connectTo(field), record, 1));
        }
        try (Field field =
                new Field(RecordingServer.onAnyPort().tls(Tls.selfSigned()).build())) {
            field.start();
            RawPeer peer = new RawPeer(TlsSockets.over(
                    new Socket(InetAddress.getLoopbackAddress(), field.address().getPort()), true));
            System.out.println("record over TLS " + perMessage(field, peer, record, TLS_BURST));
        }
    }

    /** Messages come so many at once, and the next ones when all of them have been answered. */
    private static long perMessage(Field field, RawPeer connected, Message message, int atOnce) throws IOException {
        ByteArrayOutputStream burst = new ByteArrayOutputStream();
        int bursts = MESSAGES / atOnce;
        for (int i = 0; i < atOnce; i++) {
            burst.writeBytes(Wire.encode(message));
        }
        LoopMeter meter = new LoopMeter(field.loop());
        try (RawPeer peer = connected.greeted()) {
            play(peer, burst.toByteArray(), bursts, atOnce);
            long before = meter.allocatedBytes();
            play(peer, burst.toByteArray(), bursts, atOnce);
            return (meter.allocatedBytes() - before) / MESSAGES;
        }
    }

    private static void play(RawPeer peer, byte[] burst, int times, int answers) throws IOException {
        for (int i = 0; i < times; i++) {
            peer.send(burst);
            for (int answer = 0; answer < answers; answer++) {
                peer.readPayload();
            }
        }
    }
}
