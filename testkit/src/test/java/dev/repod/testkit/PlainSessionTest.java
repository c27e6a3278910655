package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of peers that know messages alone, as a Python program does that was written from the guide. */
class PlainSessionTest {
    private final Playground playground;
    private final Arena arena;

    boolean hasIoThread() {
        return false;
    }

    PlainSessionTest() {
        playground = new Playground(() -> new Arena(ServerOptions.builder()
                .port(0)
                .ioThread(hasIoThread())
                .sessions(Sessions.resumable(Duration.ofSeconds(30)).buffer(10, 4096))
                .build()));
        arena = playground.arena;
        arena.whenAskedForState = player -> Message.of("state", "score", 7, "name", "Ada");
    }

    private PlainPeer join() {
        return playground.joinKnownPlain();
    }

    private static String idOf(PlainPeer peer) {
        return peer.messages().stream()
                .filter(message -> message.action().equals("session_created"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .getString("session_id");
    }

    private PlainPeer comeBack(String id) {
        PlainPeer peer = playground.joinPlain().send("recover_session", "session_id", id);
        playground.settle();
        return peer;
    }

    private static List<String> actions(PlainPeer peer) {
        return peer.messages().stream().map(Message::action).toList();
    }

    @Test
    void isToldItsIdBeforeAnythingElseOnceItIsKnownToBePlain() {
        arena.whenChannelConnects = player -> player.send(Message.of("welcome"));
        PlainPeer peer = playground.joinPlain();
        assertThat(actions(peer)).containsExactly("connected");
        assertThat(arena.told).isEmpty();

        playground.advance(Duration.ofSeconds(1));

        assertThat(actions(peer)).containsExactly("connected", "session_created", "welcome");
        assertThat(idOf(peer)).matches("[0-9a-f]{32}");
    }

    @Test
    void isKnownToBePlainByItsFirstMessage() {
        PlainPeer peer = playground.joinPlain().send("act");
        playground.settle();

        assertThat(actions(peer)).containsExactly("connected", "session_created");
        assertThat(arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1", "act 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "reset"})
    void whoseLinkEndsIsWaitedFor(String how) {
        PlainPeer peer = join();
        if (how.equals("end")) {
            peer.end();
        } else {
            peer.reset();
        }
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onDetached 1");
        playground.advance(Duration.ofSeconds(31));
        assertThat(arena.told).endsWith("Channel.onClose 1 LOST", "Server.onDisconnect 1");
    }

    @Test
    void recoversItsChannelAndItsState() {
        PlainPeer peer = join();
        Arena.Player before = arena.player(1);
        peer.end();
        playground.settle();

        PlainPeer back = comeBack(idOf(peer));

        Message answer = back.messages().get(1);
        assertThat(answer.action()).isEqualTo("state_recovered");
        assertThat(answer.getMap("state")).isEqualTo(Map.of("score", 7L, "name", "Ada"));
        assertThat(arena.player(1)).isSameAs(before);
        assertThat(before.isConnected()).isTrue();
        assertThat(arena.channels()).hasSize(1);
        assertThat(arena.told).endsWith("Channel.onDetached 1", "Channel.onResumed 1");
    }

    @Test
    void findsWhatWasSentMeanwhileBehindTheAnswerAndNothingTwice() {
        PlainPeer peer = join();
        arena.player(1).send(Message.of("before"));
        playground.settle();
        peer.end();
        playground.settle();
        arena.player(1).send(Message.of("a"));
        arena.sendToAll(Message.of("b"));

        PlainPeer back = comeBack(idOf(peer));
        arena.player(1).send(Message.of("c"));
        playground.settle();

        assertThat(actions(back)).containsExactly("connected", "state_recovered", "a", "b", "c");
    }

    @Test
    void maySendAtOnceWhatBelongsToItsSession() {
        PlainPeer peer = join();
        peer.end();
        playground.settle();

        PlainPeer back = playground.joinPlain();
        back.send("recover_session", "session_id", idOf(peer)).send("act").send("act");
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onResumed 1", "act 1", "act 1");
    }

    @Test
    void mayComeBackByItsFirstIdAgainAndAgain() {
        PlainPeer peer = join();
        String id = idOf(peer);
        for (int i = 0; i < 20; i++) {
            peer.end();
            playground.settle();
            peer = comeBack(id);
            assertThat(actions(peer)).containsExactly("connected", "state_recovered");
        }
        assertThat(arena.channels()).hasSize(1);
    }

    @Test
    void mayComeBackByTheNewIdAndThenNotByTheOldOne() {
        PlainPeer peer = join();
        peer.end();
        playground.settle();
        PlainPeer second = comeBack(idOf(peer));
        String newId = second.messages().get(1).getString("session_id");
        second.end();
        playground.settle();
        PlainPeer third = comeBack(newId);
        assertThat(actions(third)).contains("state_recovered");
        third.end();
        playground.settle();

        assertThat(actions(comeBack(idOf(peer)))).contains("recovery_failed");
    }

    @Test
    void whoIsNotKnownToBeGoneIsTakenOver() {
        PlainPeer peer = join();

        PlainPeer back = comeBack(idOf(peer));

        assertThat(actions(back)).containsExactly("connected", "state_recovered");
        assertThat(peer.messages()).last().asString().contains("superseded");
        assertThat(arena.told).endsWith("Channel.onDetached 1", "Channel.onResumed 1");
        peer.send("act").end();
        playground.settle();
        assertThat(arena.told).endsWith("Channel.onDetached 1", "Channel.onResumed 1");
    }

    @Test
    void mayAskLateAndItsFreshChannelGivesWay() {
        PlainPeer peer = join();
        peer.end();
        playground.settle();
        PlainPeer back = join();
        assertThat(arena.told).endsWith("Channel.onConnect 2", "Server.onConnect 2");

        back.send("recover_session", "session_id", idOf(peer));
        playground.settle();

        assertThat(actions(back)).containsExactly("connected", "session_created", "state_recovered");
        assertThat(arena.told).endsWith("Channel.onClose 2 SUPERSEDED", "Server.onDisconnect 2", "Channel.onResumed 1");
        assertThat(arena.channels()).singleElement().isSameAs(arena.player(1));
        back.send("act");
        playground.settle();
        assertThat(arena.told).endsWith("act 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00112233445566778899aabbccddeeff", "zz112233445566778899aabbccddeeff"})
    void whoseIdIsNoneIsToldAndBeginsAfresh(String id) {
        PlainPeer peer = comeBack(id);

        assertThat(actions(peer)).containsExactly("connected", "recovery_failed", "session_created");
        assertThat(arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1");
    }

    @Test
    void whoseIdIsNoTextIsToldToo() {
        PlainPeer peer = playground.joinPlain().send("recover_session", "session_id", 5);
        playground.settle();
        PlainPeer without = playground.joinPlain().send("recover_session");
        playground.settle();

        assertThat(actions(peer)).contains("recovery_failed");
        assertThat(actions(without)).contains("recovery_failed");
    }

    @Test
    void whoseLateRequestFailsKeepsItsChannelAndGetsAnIdThatIsValid() {
        PlainPeer peer = join();
        peer.send("recover_session", "session_id", "nonsense");
        playground.settle();

        assertThat(actions(peer)).containsExactly("connected", "session_created", "recovery_failed", "session_created");
        assertThat(arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1");
        peer.end();
        playground.settle();
        assertThat(actions(comeBack(idOf(peer)))).contains("state_recovered");
    }

    @Test
    void anythingButTheFirstMessageIsTheGames() {
        PlainPeer peer = playground.joinPlain();
        peer.send("act").send("recover_session", "session_id", "nonsense");
        playground.settle();

        assertThat(arena.told).endsWith("Channel.onUnhandled 1 recover_session");
        assertThat(actions(peer)).containsExactly("connected", "session_created");
    }

    @Test
    void whoIsSentAwayInOnConnectIsTold() {
        arena.whenChannelConnects = player -> player.kick("server full");
        PlainPeer peer = playground.joinPlain().send("act");
        playground.advance(Duration.ofSeconds(3));

        assertThat(peer.messages()).last().asString().contains("kicked: server full");
        assertThat(arena.told)
                .containsExactly(
                        "Channel.onConnect 1",
                        "Server.onConnect 1",
                        "Channel.onClose 1 KICKED",
                        "Server.onDisconnect 1");
        assertThat(peer.wasReset).isFalse();
    }

    @Test
    void aGameWithoutStateAnswersWithNone() {
        arena.whenAskedForState = player -> null;
        PlainPeer peer = join();
        peer.end();
        playground.settle();

        assertThat(comeBack(idOf(peer)).messages().get(1).getMap("state")).isEmpty();
    }

    @Test
    void aGameWhoseStateFailsIsToldAndItsPlayerComesBackWithoutOne() {
        arena.whenAskedForState = player -> {
            throw new IllegalStateException("a secret");
        };
        PlainPeer peer = join();
        peer.end();
        playground.settle();

        PlainPeer back = comeBack(idOf(peer));

        assertThat(back.messages().get(1).getMap("state")).isEmpty();
        assertThat(arena.errors).hasSize(1);
    }

    @Test
    void withoutSessionsItIsAnOrdinaryMessage() {
        Playground other = new Playground();
        PlainPeer peer = other.joinPlain().send("recover_session", "session_id", "x");
        other.settle();

        assertThat(other.arena.told).endsWith("Channel.onUnhandled 1 recover_session");
        assertThat(actions(peer)).containsExactly("connected");
    }
}
