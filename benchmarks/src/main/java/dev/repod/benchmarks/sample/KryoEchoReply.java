package dev.repod.benchmarks.sample;

/** {@link EchoReply} as KryoNet wants it: a class with fields. */
public final class KryoEchoReply {
    String text = "";
    double x;
    double y;
    int seq;

    /** Made by Kryo, which fills the fields in. */
    public KryoEchoReply() {}

    /**
     * The answer to a message.
     *
     * @param echo the message
     * @return its fields in an answer
     */
    public static KryoEchoReply to(KryoEcho echo) {
        KryoEchoReply reply = new KryoEchoReply();
        reply.text = echo.text;
        reply.x = echo.x;
        reply.y = echo.y;
        reply.seq = echo.seq;
        return reply;
    }
}
