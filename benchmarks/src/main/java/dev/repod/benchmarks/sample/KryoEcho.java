package dev.repod.benchmarks.sample;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryonet.KryoSerialization;
import java.nio.ByteBuffer;

/** {@link Echo} as KryoNet wants it: a class with fields. */
public final class KryoEcho {
    String text = "";
    double x;
    double y;
    int seq;

    /** Made by Kryo, which fills the fields in. */
    public KryoEcho() {}

    /**
     * Tells Kryo of the messages, in the one order that both sides must have.
     *
     * @param kryo of a server, or for the bytes of a client
     */
    public static void register(Kryo kryo) {
        kryo.register(KryoEcho.class);
        kryo.register(KryoEchoReply.class);
    }

    /**
     * What a KryoNet client would send, and get back.
     *
     * @return the bytes
     */
    public static Traffic traffic() {
        KryoSerialization serialization = new KryoSerialization();
        register(serialization.getKryo());
        KryoEcho echo = new KryoEcho();
        echo.text = Echo.SAMPLE.text();
        echo.x = Echo.SAMPLE.x();
        echo.y = Echo.SAMPLE.y();
        echo.seq = Echo.SAMPLE.seq();
        return new Traffic(frame(serialization, echo), frame(serialization, KryoEchoReply.to(echo)));
    }

    private static byte[] frame(KryoSerialization serialization, Object message) {
        Output out = new Output(256, 64 << 10);
        serialization.getKryo().writeClassAndObject(out, message);
        return ByteBuffer.allocate(Integer.BYTES + out.position())
                .putInt(out.position())
                .put(out.toBytes())
                .array();
    }
}
