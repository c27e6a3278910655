package dev.repod.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.Wire;
import dev.repod.examples.Loopback;
import dev.repod.examples.Visitor;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatServerTest {
    private final ChatServer server = new ChatServer(Loopback.anyPort());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Visitor named(String nickname) {
        Visitor visitor = Visitor.at(server.address());
        visitor.send(Message.of("nickname", "nickname", nickname));
        visitor.next(message -> message.equals(Message.of("system", "text", nickname.strip() + " joined the chat")));
        return visitor;
    }

    @Test
    void aNewcomerIsListedAsAnonymousAndJoinsWithItsFirstNickname() {
        Visitor ada = Visitor.at(server.address());

        assertThat(ada.next("players").getList("list")).containsExactly("Anonymous");
        ada.send(Message.of("nickname", "nickname", " Ada "));

        assertThat(ada.next("system")).isEqualTo(Message.of("system", "text", "Ada joined the chat"));
        assertThat(ada.next("players")).isEqualTo(Message.of("players", "list", List.of("Ada")));
    }

    @Test
    void whatOneSaysEverybodyHearsTheSpeakerToo() {
        Visitor ada = named("Ada");
        Visitor bob = named("Bob");

        ada.send(Message.of("message", "text", "hello"));

        Message said = Message.of("message", "text", "hello", "nickname", "Ada");
        assertThat(ada.next("message")).isEqualTo(said);
        assertThat(bob.next("message")).isEqualTo(said);
    }

    @Test
    void aSecondNicknameIsARenamingAndTheSameOneAgainIsNothing() {
        Visitor ada = named("Ada");

        ada.send(Message.of("nickname", "nickname", "Ada"));
        ada.send(Message.of("nickname", "nickname", "Countess"));

        assertThat(ada.next("system").getString("text")).isEqualTo("Ada is now Countess");
    }

    @Test
    void whoLeavesIsAnnouncedAndNoLongerListed() {
        Visitor ada = named("Ada");
        Visitor bob = named("Bob");
        ada.next(message -> message.equals(Message.of("players", "list", List.of("Ada", "Bob"))));

        bob.leave();

        assertThat(ada.next("system")).isEqualTo(Message.of("system", "text", "Bob left the chat"));
        assertThat(ada.next("players").getList("list")).containsExactly("Ada");
    }

    @Test
    void aPlainMemberHasLeftWhenItsConnectionEnds() throws IOException {
        Visitor ada = named("Ada");
        try (Socket python =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            python.getOutputStream().write(Wire.encode(Message.of("nickname", "nickname", "Monty")));
            ada.next(message -> message.equals(Message.of("system", "text", "Monty joined the chat")));
        }

        assertThat(ada.next("system")).isEqualTo(Message.of("system", "text", "Monty left the chat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\tb", "\u001b[31mred", "1234567890123456789012345"})
    void aNicknameThatBreaksARuleIsRefusedAndTheConnectionLives(String nickname) {
        Visitor ada = named("Ada");

        ada.send(Message.of("nickname", "nickname", nickname));
        ada.send(Message.of("message", "text", "still here"));

        Message refusal = ada.next("error");
        assertThat(refusal.getString("message")).startsWith("invalid nickname: a nickname ");
        assertThat(refusal.getString("about")).isEqualTo("nickname");
        assertThat(ada.next("message").getString("nickname")).isEqualTo("Ada");
    }

    @Test
    void aTextMayHave500CharactersAndNotOneMore() {
        Visitor ada = named("Ada");

        ada.send(Message.of("message", "text", "😀".repeat(501)));
        ada.send(Message.of("message", "text", "😀".repeat(500)));

        assertThat(ada.next("error").getString("message"))
                .isEqualTo("invalid message: a text has at most 500 characters");
        assertThat(ada.next("message").getString("text")).hasSize(1000);
    }

    @Test
    void aMessageWithoutATextIsRefused() {
        Visitor ada = named("Ada");

        ada.send(Message.of("message", "txt", "hello"));

        assertThat(ada.next("error").getString("message")).startsWith("invalid message: text: missing");
    }
}
