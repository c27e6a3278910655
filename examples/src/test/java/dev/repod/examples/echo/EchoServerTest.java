package dev.repod.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Ext;
import dev.repod.Message;
import dev.repod.examples.Loopback;
import dev.repod.examples.Visitor;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EchoServerTest {
    private static final @org.jspecify.annotations.Nullable Object[] FIELDS = {
        "int",
        -1,
        "large",
        BigInteger.TWO.pow(64).subtract(BigInteger.ONE),
        "float",
        1.5f,
        "double",
        0.1,
        "nan",
        Double.NaN,
        "text",
        "naïve 🎮",
        "bytes",
        new byte[] {0, -1},
        "nothing",
        null,
        "list",
        Arrays.asList(1, null, List.of("deep")),
        "map",
        Map.of(1, Map.of("x", 1.5), -7, true),
        "at",
        Instant.ofEpochSecond(1, 5),
        "ext",
        new Ext(5, new byte[] {1, 2}),
        "connected",
        1,
        "error",
        "no"
    };

    private final EchoServer server = new EchoServer(Loopback.anyPort());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void anEchoHasEveryFieldAsItWas() {
        Visitor caller = Visitor.at(server.address());

        caller.send(Message.of("echo", FIELDS));

        assertThat(caller.next("echo_reply")).isEqualTo(Message.of("echo_reply", FIELDS));
    }

    @Test
    void anEchoWithoutFieldsHasNone() {
        Visitor caller = Visitor.at(server.address());

        caller.send(Message.of("echo"));

        assertThat(caller.next("echo_reply")).isEqualTo(Message.of("echo_reply"));
    }

    @Test
    void aBroadcastReachesEverybodyTheSenderToo() {
        Visitor caller = Visitor.at(server.address());
        Visitor other = Visitor.at(server.address());

        caller.send(Message.of("broadcast", FIELDS));

        assertThat(caller.next("broadcast_reply")).isEqualTo(Message.of("broadcast_reply", FIELDS));
        assertThat(other.next("broadcast_reply")).isEqualTo(Message.of("broadcast_reply", FIELDS));
    }
}
