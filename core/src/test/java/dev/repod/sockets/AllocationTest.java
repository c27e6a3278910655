package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How little an echoed message may allocate on the server's loop, whole way. A record costs itself, which is 32 bytes here,
 * and the game's answer is the same object; a message costs what it keeps of its bytes.
 */
class AllocationTest {
    private static final long RECORD_BYTES = 32;

    /**
     * What is promised: no more than this beside the record. It is nothing on JDK 17; what the compilers keep off the heap
     * differs, and messages that come one at a time leave 64 bytes on JDK 25.
     */
    private static final long SLACK_BYTES = 200;

    private static final long MESSAGE_BYTES = 144;

    /** The JDK's engine makes some thousand bytes of objects a record. What came and what it says, 50 bytes a message, are not among them. */
    private static final long TLS_BYTES = 80;

    @Test
    void anEchoedMessageAllocatesLittle() throws IOException {
        try (ChildProgram program = ChildProgram.java(List.of(), AllocationProgram.class)) {
            assertThat(figure(program, "record ")).isLessThanOrEqualTo(RECORD_BYTES + SLACK_BYTES);
            assertThat(figure(program, "message ")).isLessThanOrEqualTo(MESSAGE_BYTES + SLACK_BYTES);
            assertThat(figure(program, "lone record ")).isLessThanOrEqualTo(RECORD_BYTES + SLACK_BYTES);
            assertThat(figure(program, "record over TLS ")).isLessThanOrEqualTo(RECORD_BYTES + TLS_BYTES);
            assertThat(program.awaitExit()).isZero();
        }
    }

    private static long figure(ChildProgram program, String name) {
        String line = program.readLine(said -> said.startsWith(name));
        System.out.println("bytes allocated per echoed " + line);
        return Long.parseLong(line.substring(name.length()));
    }
}
