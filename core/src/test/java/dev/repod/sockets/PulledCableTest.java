package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A cable that is really pulled, between a server and a peer that is never asked for anything. Linux, with network namespaces. */
class PulledCableTest {
    @Test
    void aPlainPeerBehindAPulledCableIsTimedOut() throws IOException {
        Assumptions.assumeTrue(
                ChildProgram.succeeds("unshare", "-n", "true") && ChildProgram.succeeds("ip", "-V"),
                "no network namespaces here");
        List<String> command = new ArrayList<>(List.of("unshare", "-n"));
        command.addAll(ChildProgram.javaCommand(List.of(), CableProgram.class));
        try (ChildProgram child = ChildProgram.started(new File("."), command)) {
            assertThat(child.readLine()).isEqualTo("pulled");
            // 10 s until something is sent to the silent peer, 30 s until the system gives up: longer than one line may
            // take.
            assertThat(child.readLine(60)).isEqualTo("onClose 1 TIMED_OUT");
            assertThat(child.readLine()).startsWith("after ");
            assertThat(child.awaitExit()).isZero();
        }
    }
}
