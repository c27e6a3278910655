package dev.repod.examples.clicker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.SessionStore;
import dev.repod.Sessions;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NetworkLabExtension.class)
class ClickerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<String> told = new ArrayList<>();

    @Test
    void aScoreSurvivesACutAndWithAStoreTheServerTwo(NetworkLab lab) {
        ServerOptions options = ServerOptions.builder()
                .sessions(Sessions.resumable(Duration.ofMinutes(5)).store(SessionStore.inMemory()))
                .build();
        ClickerServer server = lab.open(() -> new ClickerServer(options));
        server.start();
        ClickerClient client = lab.open(() -> new ClickerClient(told::add));
        client.connect("localhost", options.port());
        await(lab, client, "score 0");

        client.send(Message.of("click"));
        await(lab, client, "score 1");
        lab.process(client).links().get(0).cut();
        client.send(Message.of("click"));
        await(lab, client, "back: RESUMED");
        await(lab, client, "score 2");

        lab.advance(Duration.ofSeconds(2)); // long enough to be saved
        lab.process(server).kill();
        lab.open(() -> new ClickerServer(options)).start();
        told.clear();
        await(lab, client, "back: RESTORED");
        await(lab, client, "score 2");

        client.send(Message.of("click"));
        await(lab, client, "score 3");
        assertThat(told).doesNotContain("score 0", "score 1");
    }

    private void await(NetworkLab lab, ClickerClient client, String line) {
        lab.runUntil(
                () -> {
                    client.pump();
                    return told.contains(line);
                },
                PATIENCE);
    }

    @Test
    void aServerThatWasNeverThereIsToldInWords() throws InterruptedException {
        ServerOptions anyPort = ServerOptions.builder().port(0).build();
        ClickerServer server = new ClickerServer(anyPort);
        server.start();
        int port = server.address().getPort();
        server.stop();

        String failure = new ClickerClient(told::add).run("127.0.0.1", port);

        assertThat(failure).contains("No server is running at 127.0.0.1:" + port);
        assertThat(told).isEmpty();
    }
}
