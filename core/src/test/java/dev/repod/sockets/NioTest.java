package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JDK's own sockets, for where Netty's native part does not load. The other tests here use whatever loads. */
class NioTest {
    @Test
    void aServerAndItsClientsLiveOnTheJdksSocketsToo() throws IOException {
        try (ChildProgram child = ChildProgram.java(List.of("-Dio.netty.transport.noNative=true"), NioProgram.class)) {
            assertThat(child.readLine()).startsWith("refused is REFUSED Connection refused");
            assertThat(child.readLine()).isEqualTo("all is well");
            assertThat(child.awaitExit()).isZero();
        }
    }
}
