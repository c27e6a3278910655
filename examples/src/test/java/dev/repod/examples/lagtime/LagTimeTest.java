package dev.repod.examples.lagtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repod.Message;
import dev.repod.examples.Loopback;
import dev.repod.examples.Visitor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LagTimeTest {
    private final List<String> measured = new CopyOnWriteArrayList<>();
    private final LagTimeServer server = new LagTimeServer(Loopback.anyPort(), measured::add);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theServerMeasuresTenPingsAndTheClientLeaves() throws InterruptedException {
        List<String> answered = new CopyOnWriteArrayList<>();
        InetSocketAddress address = server.address();

        String failure = new LagTimeClient(answered::add).run(address.getHostString(), address.getPort());

        assertThat(failure).isNull();
        assertThat(answered).hasSize(10).startsWith("answered ping 0").endsWith("answered ping 9");
        await().until(() -> measured.size() == 10 && server.channels().isEmpty());
        assertThat(measured.get(9)).matches("client 1, ping 9: \\d+\\.\\d\\d ms");
    }

    @Test
    void anAnswerToAnotherPingIsRefusedAndTheRightOneStillCounts() {
        Visitor visitor = Visitor.at(server.address());
        Message first = visitor.next("ping");

        visitor.send(Message.of("ping", "count", 7));
        visitor.send(first);

        assertThat(visitor.next("error").getString("message")).isEqualTo("invalid ping: the count should be 0, not 7");
        assertThat(visitor.next("ping").getInt("count")).isEqualTo(1);
    }

    @Test
    void aServerThatIsNotThereIsToldInWords() throws InterruptedException {
        InetSocketAddress address = server.address();
        server.stop();

        String failure = new LagTimeClient(line -> {}).run(address.getHostString(), address.getPort());

        assertThat(failure).contains(String.valueOf(address.getPort()));
    }
}
