package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How little an echoed message may allocate. The ceilings are about twice what was measured on JDK 17. */
class AllocationTest {
    private static final long RECORD_CEILING_BYTES = 400;
    private static final long MESSAGE_CEILING_BYTES = 800;

    @Test
    void anEchoedMessageAllocatesLittle() throws IOException {
        try (ChildProgram program = ChildProgram.java(List.of(), AllocationProgram.class)) {
            assertThat(figure(program, "record ")).isLessThan(RECORD_CEILING_BYTES);
            assertThat(figure(program, "message ")).isLessThan(MESSAGE_CEILING_BYTES);
            assertThat(program.awaitExit()).isZero();
        }
    }

    private static long figure(ChildProgram program, String name) {
        String line = program.readLine(said -> said.startsWith(name));
        System.out.println("bytes allocated per echoed " + line);
        return Long.parseLong(line.substring(name.length()));
    }
}
