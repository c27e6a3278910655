package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.ClientOptions;
import dev.repod.CloseReason.Kind;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that connects again by itself: what its game is told, in which order, and what it may do meanwhile. */
final class ReconnectTest {
    private static final int PORT = 6000;

    @RegisterExtension
    final LogLines log = new LogLines();

    private final NetworkLab lab = NetworkLab.seeded(7);
    private final List<Doing> clients = new ArrayList<>();

    private static ClientOptions policy(Reconnect reconnect) {
        return ClientOptions.builder().reconnect(reconnect).build();
    }

    private Doing begin(Reconnect reconnect) {
        Doing client = lab.open(() -> new Doing(policy(reconnect)));
        clients.add(client);
        client.connect("localhost", PORT);
        return client;
    }

    private Arena serve() {
        Arena arena =
                lab.open(() -> new Arena(ServerOptions.builder().port(PORT).build()));
        arena.start();
        return arena;
    }

    private void advance(Duration time) {
        for (Duration left = time; !left.isZero(); left = left.minusMillis(10)) {
            lab.advance(Duration.ofMillis(10));
            clients.forEach(RecordingListener::pump);
        }
    }

    @Test
    void aFirstAttemptThatFailsIsFollowedByOthersAndTheFirstLinkIsConnected() {
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        assertThat(client.expect(Event.Failed.class).error().kind()).isEqualTo(ConnectionError.Kind.REFUSED);
        assertThat(client.expect(Event.Reconnecting.class).attempt()).isEqualTo(1);

        serve();
        advance(Duration.ofSeconds(2));

        client.expect(Event.Connected.class);
        client.expectNothing();
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void aLostLinkIsNoDisconnectAndTheGameIsToldWhatItFinds() {
        Arena arena = serve();
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        client.expect(Event.Connected.class);
        lab.process(client).links().get(0).cut();
        advance(Duration.ofSeconds(2));

        client.expect(Event.Reconnecting.class);
        assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.FRESH);
        client.expectNothing();
        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void itGivesUpAfterTheAttemptsAndIsDisconnectedOnce() {
        Doing client = begin(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(10))
                .attempts(3));
        advance(Duration.ofSeconds(1));

        client.expect(Event.Failed.class);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(client.expect(Event.Reconnecting.class).attempt()).isEqualTo(attempt);
            client.expect(Event.Failed.class);
        }
        client.expect(Event.GaveUp.class);
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.LOST);
        advance(Duration.ofMinutes(1));
        client.expectNothing();
        assertThat(log.of("gave_up")).singleElement().asString().contains("attempts=3");
    }

    @Test
    void aConnectionThatWasMadeBeginsTheCountAnew() {
        Arena arena = serve();
        Doing client = begin(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(10))
                .attempts(2));
        for (int i = 0; i < 5; i++) {
            advance(Duration.ofMillis(100));
            lab.process(client).links().get(0).cut();
        }
        advance(Duration.ofMillis(100));

        assertThat(client.events().stream().filter(Event.Reconnected.class::isInstance))
                .hasSize(5);
        assertThat(client.events()).noneMatch(Event.GaveUp.class::isInstance);
        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void whoIsKickedStaysAway() {
        Arena arena = serve();
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        client.expect(Event.Connected.class);
        arena.player(1).kick("out");
        advance(Duration.ofMinutes(1));

        assertThat(client.expect(Event.Disconnected.class).reason().toString()).isEqualTo("KICKED: out");
        client.expectNothing();
        assertThat(arena.told.stream().filter(line -> line.startsWith("Server.onConnect")))
                .hasSize(1);
    }

    @Test
    void aServerThatStopsIsWaitedFor() {
        Arena arena = serve();
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        client.expect(Event.Connected.class);
        arena.stop();
        advance(Duration.ofSeconds(10));
        assertThat(client.expect(Event.Reconnecting.class).attempt()).isEqualTo(1);

        serve();
        advance(Duration.ofMinutes(1));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.FRESH));
    }

    @Test
    void closeDuringTheWaitEndsIt() {
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        client.expect(Event.Failed.class);
        client.expect(Event.Reconnecting.class);
        client.close();
        advance(Duration.ofMinutes(1));

        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.CLOSED);
        client.expectNothing();
    }

    @Test
    void closeInsideTheCallbackAboutTheWaitEndsItToo() {
        Doing client = begin(Reconnect.exponential());
        client.whenReconnecting = client::close;
        advance(Duration.ofMinutes(1));

        client.expect(Event.Failed.class);
        client.expect(Event.Reconnecting.class);
        client.expect(Event.Disconnected.class);
        client.expectNothing();
    }

    @Test
    void closeWhileAnAttemptIsUnderWayEndsIt() {
        serve();
        Doing client = begin(Reconnect.exponential());
        client.close();
        advance(Duration.ofSeconds(1));

        client.expect(Event.Disconnected.class);
        client.expectNothing();
    }

    @Test
    void connectWhileItWaitsSaysWhatToDo() {
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));

        assertThatIllegalStateException()
                .isThrownBy(() -> client.connect("localhost", PORT))
                .withMessageContaining("already connecting to localhost:6000: close() first");
        serve();
        advance(Duration.ofSeconds(2));
        lab.process(client).links().get(0).cut();
        advance(Duration.ofMillis(30));
        assertThatIllegalStateException()
                .isThrownBy(() -> client.connect("localhost", PORT))
                .withMessageContaining("already reconnecting to localhost:6000: close() first");
    }

    @Test
    void connectAfterCloseBeginsAnew() {
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        serve();
        client.close();
        client.connect("localhost", PORT);
        advance(Duration.ofSeconds(1));

        assertThat(client.events()).last().isEqualTo(new Event.Connected());
        assertThat(client.events().stream().filter(Event.Connected.class::isInstance))
                .hasSize(1);
    }

    @Test
    void connectInsideTheLastCallbackBeginsAnew() {
        Doing client = begin(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(10))
                .attempts(1));
        client.whenDisconnected = () -> {
            serve();
            client.connect("localhost", PORT);
        };
        advance(Duration.ofSeconds(1));

        client.expect(Event.Failed.class);
        client.expect(Event.Reconnecting.class);
        client.expect(Event.Failed.class);
        client.expect(Event.GaveUp.class);
        client.expect(Event.Disconnected.class);
        client.expect(Event.Connected.class);
        client.expectNothing();
    }

    @Test
    void withoutASessionNothingCanBeSentMeanwhile() {
        serve();
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        lab.process(client).links().get(0).cut();
        advance(Duration.ofMillis(20));

        assertThat(client.send(Message.of("act"))).isZero();
    }

    @Test
    void aFrozenServerIsReplacedByOneThatAnswers() {
        Arena frozen = serve();
        Doing client = begin(Reconnect.exponential());
        advance(Duration.ofMillis(50));
        lab.process(frozen).kill();
        serve();
        advance(Duration.ofSeconds(10));

        assertThat(client.events()).last().isEqualTo(new Event.Reconnected(Resumption.FRESH));
    }

    /** Full jitter: what a server that comes back sees is a stream of clients, not a wall. */
    @Test
    void aThousandClientsOfARestartedServerDoNotComeInStep() {
        Limits manyOfOneAddress = Limits.standard().withMaxConnectionsPerAddress(1000);
        Arena before = lab.open(() -> new Arena(
                ServerOptions.builder().port(PORT).limits(manyOfOneAddress).build()));
        before.start();
        List<RecordingListener> crowd = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            RecordingListener one = lab.open(() -> new RecordingListener(policy(Reconnect.exponential())));
            one.connect("localhost", PORT);
            crowd.add(one);
        }
        lab.advance(Duration.ofSeconds(1));
        lab.process(before).kill();
        Arena after = lab.open(() -> new Arena(
                ServerOptions.builder().port(PORT).limits(manyOfOneAddress).build()));
        after.start();
        int[] arrivals = new int[12];
        int known = 0;
        for (int tenth = 0; tenth < arrivals.length; tenth++) {
            lab.advance(Duration.ofMillis(100));
            arrivals[tenth] = after.channels().size() - known;
            known = after.channels().size();
        }

        System.out.println("1,000 clients came back, by tenths of a second: " + java.util.Arrays.toString(arrivals));
        assertThat(known).isEqualTo(1000);
        // The first ceiling is one second: ten tenths with about a hundred each.
        assertThat(java.util.Arrays.stream(arrivals).limit(10).boxed().toList())
                .allMatch(count -> count > 50 && count < 160);
        crowd.forEach(RecordingListener::pump);
        assertThat(crowd).allMatch(RecordingListener::isConnected);
    }
}
