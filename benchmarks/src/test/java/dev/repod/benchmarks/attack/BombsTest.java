package dev.repod.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.benchmarks.frames.Frame;
import dev.repod.benchmarks.frames.Said;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of this library ends each bomb for the reason that is expected of it, and says so. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BombsTest {
    private static final Any SERVER = new Any();

    private static final class Any extends Server<Any.One> {
        Any() {
            super(One::new, ServerOptions.builder().port(0).build());
        }

        private static final class One extends Channel<Any> {}
    }

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @EnumSource(Bomb.class)
    void isEndedForItsReason(Bomb bomb) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.address().getPort())) {
            socket.getOutputStream().write(bomb.bytes());
            assertThat(firstReason(new DataInputStream(socket.getInputStream())))
                    .isEqualTo(bomb.reason());
        }
    }

    private static @Nullable String firstReason(DataInputStream in) throws IOException {
        String reason = null;
        while (reason == null) {
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            reason = Said.of(payload).reason();
        }
        return reason;
    }

    /** The same bytes with HELLO before them: an extended peer is told the same. */
    @ParameterizedTest
    @EnumSource(Bomb.class)
    void isEndedForItsReasonBehindAGreeting(Bomb bomb) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.address().getPort())) {
            socket.getOutputStream().write(Frame.hello(2, Map.of()));
            socket.getOutputStream().write(bomb.bytes());
            assertThat(firstReason(new DataInputStream(socket.getInputStream())))
                    .isEqualTo(bomb.reason());
        }
    }
}
