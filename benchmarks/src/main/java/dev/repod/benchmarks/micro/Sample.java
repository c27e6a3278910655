package dev.repod.benchmarks.micro;

import dev.repod.Message;
import dev.repod.Wire;
import dev.repod.benchmarks.sample.Echo;
import java.util.Arrays;

/** The forms of the one message that everything is measured with. */
final class Sample {
    private static final int HEADER_BYTES = 4;

    private Sample() {}

    static Message message() {
        return Message.from(Echo.SAMPLE);
    }

    /** The message as it comes in, its header included. */
    static byte[] frame() {
        return Wire.encode(Echo.SAMPLE);
    }

    /** The message without the header. */
    static byte[] payload() {
        byte[] frame = frame();
        return Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
    }
}
