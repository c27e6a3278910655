package dev.repod.benchmarks.micro;

import dev.repod.Message;
import dev.repod.Name;
import dev.repod.Wire;
import java.util.Arrays;

/** The one message that everything is measured with: {@code echo} with a text, two doubles and a number. */
final class Sample {
    /** The message as a record. */
    @Name("echo")
    record Echo(String text, double x, double y, int seq) {}

    /** The answer, with the same fields. */
    record EchoReply(String text, double x, double y, int seq) {
        static EchoReply to(Echo echo) {
            return new EchoReply(echo.text, echo.x, echo.y, echo.seq);
        }
    }

    private static final int HEADER_BYTES = 4;

    private Sample() {}

    static Echo echo() {
        return new Echo("hello, world", 12.5, -3.25, 123);
    }

    static Message message() {
        return Message.from(echo());
    }

    /** The message as it comes in, its header included. */
    static byte[] frame() {
        return Wire.encode(echo());
    }

    /** The message without the header. */
    static byte[] payload() {
        byte[] frame = frame();
        return Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
    }
}
