package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repod.Event;
import dev.repod.Message;
import org.junit.jupiter.api.Test;

final class RecordingListenerTest {
    private final Playground playground = new Playground();
    private final RecordingListener client = playground.join();

    @Test
    void givesWhatCameInOrderAndThenNothing() {
        playground.arena.sendToAll(Message.of("first"));
        playground.arena.sendToAll(Message.of("second"));
        playground.settle();

        assertThat(client.events())
                .containsExactly(new Event.Received(Message.of("first")), new Event.Received(Message.of("second")));
        client.expect("first");
        client.expect("second");
        client.expectNothing();
    }

    @Test
    void failsWhereSomethingElseCameThanWasExpected() {
        playground.arena.sendToAll(Message.of("news"));
        playground.settle();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(client::expectNothing)
                .withMessageContaining("news");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> client.expect("weather"))
                .withMessageContaining("weather")
                .withMessageContaining("news");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> client.expect(Event.Disconnected.class))
                .withMessageContaining("nothing came");
    }
}
