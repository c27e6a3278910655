package dev.repod.sockets;

import dev.repod.Channel;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Measures what an echoed message costs a server's loop in bytes allocated; a JVM of its own, without the leak detector. */
final class AllocationProgram {
    private static final int BURST = 500;
    private static final int WARM_UP_BURSTS = 60;
    private static final int BURSTS = 60;

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
        Field() {
            super(Walker::new, RecordingServer.onAnyPort().build());
        }
    }

    public static void main(String[] arguments) throws IOException {
        try (Field field = new Field()) {
            field.start();
            System.out.println("record " + perMessage(field, Message.from(new Step(7, 12.5, 99.25))));
            System.out.println("message " + perMessage(field, Message.of("echo", "player", 7, "x", 12.5, "y", 99.25)));
        }
    }

    private static long perMessage(Field field, Message message) throws IOException {
        ByteArrayOutputStream burst = new ByteArrayOutputStream();
        for (int i = 0; i < BURST; i++) {
            burst.writeBytes(Wire.encode(message));
        }
        LoopMeter meter = new LoopMeter(field.loop());
        try (RawPeer peer = RawPeer.connectTo(field).greeted()) {
            playBursts(peer, burst.toByteArray(), WARM_UP_BURSTS);
            long before = meter.allocatedBytes();
            playBursts(peer, burst.toByteArray(), BURSTS);
            return (meter.allocatedBytes() - before) / (BURSTS * BURST);
        }
    }

    private static void playBursts(RawPeer peer, byte[] burst, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            peer.send(burst);
            for (int answer = 0; answer < BURST; answer++) {
                peer.readPayload();
            }
        }
    }
}
