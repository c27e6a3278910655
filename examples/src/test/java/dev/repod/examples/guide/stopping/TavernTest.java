package dev.repod.examples.guide.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/guide/graceful-shutdown.md claims. */
class TavernTest {
    static final class Watched extends Visitor {
        private final List<String> told = new ArrayList<>();

        @On
        void lastCall(Message call) {
            told.add(call.getString("text"));
        }

        @Override
        protected void onDisconnected(CloseReason reason) {
            told.add(reason.toString());
        }
    }

    private static Tavern tavern() {
        Tavern tavern = new Tavern(ServerOptions.builder().port(0).build());
        tavern.start();
        return tavern;
    }

    private static Watched visitorOf(Tavern tavern) {
        Watched visitor = new Watched();
        visitor.connect("127.0.0.1", tavern.address().getPort());
        Pumping.until(visitor::isConnected, visitor);
        return visitor;
    }

    @Test
    void aGoodbyeThatIsFollowedByCloseArrives() {
        try (Tavern tavern = tavern()) {
            Watched visitor = visitorOf(tavern);
            visitor.leave();

            Pumping.until(() -> tavern.book.size() == 2, visitor);

            assertThat(tavern.book).containsExactly("1 PEER_CLOSED politely", "0 left");
            assertThat(visitor.told).containsExactly("CLOSED");
        }
    }

    @Test
    void stoppingTellsEveryoneAndEndsEachChannelOnce() {
        Tavern tavern = tavern();
        Watched first = visitorOf(tavern);
        Watched second = visitorOf(tavern);

        tavern.stop();

        assertThat(tavern.book).hasSize(4).contains("1 STOPPED", "2 STOPPED");
        Pumping.until(() -> first.told.size() == 2 && second.told.size() == 2, first, second);
        assertThat(first.told).containsExactly("The tavern closes.", "STOPPED");
        assertThat(second.told).isEqualTo(first.told);
    }

    @Test
    void aKickSaysWhy() {
        try (Tavern tavern = tavern()) {
            Watched visitor = visitorOf(tavern);
            visitor.send(Message.of("fight"));

            Pumping.until(() -> !visitor.told.isEmpty(), visitor);

            assertThat(visitor.told).containsExactly("KICKED: no fighting in here");
        }
    }

    @Test
    void aServerInATryBlockHasStoppedBehindIt() {
        TavernProgram.beside(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .anyMatch(name -> name.startsWith("repod-server-")));

        Pumping.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("repod-server-")));
    }
}
