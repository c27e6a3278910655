package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Admission;
import dev.repod.Authenticator;
import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.SamePrincipal;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server and clients of other versions of the game, or of another game. */
class GameVersionTest {
    private static final ServerOptions TAG =
            ServerOptions.builder().port(0).app("tag").accepts(">=1.4 <2").build();

    private final Playground playground = new Playground(() -> new Arena(TAG));

    private RecordingListener begin(ClientOptions options) {
        RecordingListener client = playground.begin(() -> new RecordingListener(options));
        playground.settle();
        return client;
    }

    @Test
    void theRightOneIsLetIn() {
        begin(ClientOptions.builder().app("tag", "1.5").build()).expect(Event.Connected.class);

        assertThat(playground.arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tag   | 1.3      | this server needs tag >=1.4 <2, and you have 1.3: update your game",
                "tag   | 1.4-rc.1 | this server needs tag >=1.4 <2, and you have 1.4-rc.1: update your game",
                "tag   | 2        | this server needs tag >=1.4 <2, and you have 2: this server is older than your game, look for one that was updated",
                "chess | 1.5      | this server is for tag, and your game is chess: look for a server of your own game",
            })
    void anotherIsToldWhatToDoBeforeTheGameHearsOfIt(String app, String version, String text) {
        RecordingListener client =
                begin(ClientOptions.builder().app(app, version).build());

        ConnectionError error = client.expect(Event.Failed.class).error();
        assertThat(error.kind()).isEqualTo(ConnectionError.Kind.REJECTED);
        assertThat(error.message()).endsWith(text);
        assertThat(error.detail()).isEqualTo("Connection rejected: " + text);
        client.expectNothing();
        assertThat(playground.arena.told).isEmpty();
    }

    @Test
    void aClientThatSaysNoVersionIsTooOld() {
        RecordingListener client = begin(ClientOptions.standard());

        assertThat(client.expect(Event.Failed.class).error().message())
                .endsWith("and your game does not say its version: update your game");
    }

    @Test
    void aPlainClientIsLetInOnceItIsKnownToBeOne() {
        PlainPeer talking = playground.joinPlain().send("act");
        playground.settle();
        PlainPeer silent = playground.joinPlain();
        assertThat(playground.arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1", "act 1");
        playground.advance(Duration.ofSeconds(1));

        assertThat(playground.arena.told).endsWith("Channel.onConnect 2", "Server.onConnect 2");
        assertThat(List.of(talking, silent)).noneMatch(peer -> peer.inputEnded);
    }

    @Test
    void credentialsOfAPlainClientMaySayAVersionThatDoesNotFit() {
        Playground asking = new Playground(() -> new Arena(TAG.toBuilder()
                .authenticator(Authenticator.of(applicant -> Admission.accept("anyone")))
                .samePrincipal(SamePrincipal.ALLOW)
                .build()));
        PlainPeer old = asking.joinPlain().send("authenticate", "app", "tag", "app_version", "1.0");
        PlainPeer fitting = asking.joinPlain().send("authenticate", "app", "tag", "app_version", "1.4.2");
        PlainPeer mute = asking.joinPlain().send("authenticate");
        asking.settle();

        assertThat(old.messages())
                .last()
                .extracting(message -> message.get("message"))
                .asString()
                .endsWith("you have 1.0: update your game");
        assertThat(fitting.messages()).last().isEqualTo(Message.of("authenticated"));
        assertThat(mute.messages()).last().isEqualTo(Message.of("authenticated"));
    }
}
