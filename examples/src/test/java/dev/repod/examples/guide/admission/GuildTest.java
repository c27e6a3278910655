package dev.repod.examples.guide.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Admission;
import dev.repod.ClientOptions;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/guide/who-may-play.md claims. */
class GuildTest {
    private final Tokens tokens =
            new Tokens(Map.of("ann", Tokens.sha256("ann's own"), "bob", Tokens.sha256("bob's own")));
    private Guild guild = new Guild(ServerOptions.standard(), Set.of());

    /** A client that writes down what it is told. */
    private static final class Visitor extends ConnectionListener {
        final List<String> told = new ArrayList<>();

        Visitor(ClientOptions options, Guild guild) {
            super(options);
            connect("127.0.0.1", guild.address().getPort());
        }

        @Override
        protected void onConnected() {
            told.add("connected");
        }

        @Override
        protected void onError(ConnectionError error) {
            told.add(error.kind() + " " + error.message());
        }

        @Override
        protected void onUnhandled(Message message) {
            told.add(
                    message.has("text")
                            ? message.getString("who") + ": " + message.getString("text")
                            : message.toString());
        }

        String last() {
            return told.isEmpty() ? "" : told.get(told.size() - 1);
        }
    }

    private void start(ServerOptions options) {
        guild = new Guild(options.toBuilder().port(0).build(), Set.of(new Account("bob")));
        guild.start();
    }

    @AfterEach
    void stop() {
        guild.close();
    }

    private Visitor visit(ClientOptions options) {
        Visitor visitor = new Visitor(options, guild);
        Pumping.until(() -> !visitor.told.isEmpty(), visitor);
        return visitor;
    }

    private static ClientOptions bob() {
        return ClientOptions.builder()
                .credentials(new Login("bob", "bob's own"))
                .build();
    }

    @Test
    void whoKnowsHisTokenSpeaksUnderHisOwnName() {
        start(Guild.asking(tokens));
        Visitor ann = visit(Guild.knowing("ann's own"));
        assertThat(ann.told).containsExactly("connected");

        ann.send(Message.of("say", "text", "hello", "who", "bob"));

        Pumping.until(() -> ann.last().equals("ann: hello"), ann);
    }

    @Test
    void whoDoesNotIsToldAndThatIsAll() {
        start(Guild.asking(tokens));

        assertThat(visit(Guild.knowing("bob's own")).told)
                .singleElement()
                .asString()
                .startsWith("REJECTED ")
                .endsWith("did not let you in: This name and this token do not belong together.");
        assertThat(guild.channels()).isEmpty();
    }

    @Test
    void whatIsAllowedIsAskedAtEachAction() {
        start(Guild.asking(tokens));
        Visitor ann = visit(Guild.knowing("ann's own"));
        Visitor bob = visit(bob());
        ann.send(new Banish(2));
        Pumping.until(() -> ann.last().contains("only a master of the guild may do that"), ann, bob);

        bob.send(new Banish(1));
        Pumping.until(() -> guild.channels().size() == 1, ann, bob);
    }

    @Test
    void aDatabaseAnswersLater() {
        start(ServerOptions.builder()
                .authenticator(new Accounts(
                        task -> guild.loop().execute(task), login -> Admission.accept(new Account(login.name()))))
                .build());
        assertThat(visit(bob()).told).containsExactly("connected");
    }

    @Test
    void anOldGameIsToldToBeUpdated() {
        start(Guild.choosy());

        assertThat(visit(Guild.dated()).last())
                .endsWith("this server needs guild >=1.4 <2, and you have 1.3: update your game");
    }
}
