package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Admission;
import dev.repod.Applicant;
import dev.repod.Authenticator;
import dev.repod.ClientOptions;
import dev.repod.CloseReason.Kind;
import dev.repod.ConnectionError;
import dev.repod.Event;
import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Reconnect;
import dev.repod.Resumption;
import dev.repod.SamePrincipal;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, as the programs on both sides see it. */
class AuthenticationTest {
    private static final String SECRET = "hunter2-hunter2";

    record Login(String name, String token) {}

    @RegisterExtension
    final LogLines log = new LogLines();

    private final List<Applicant> applicants = new ArrayList<>();
    private final Map<String, CompletableFuture<Admission>> pending = new HashMap<>();

    boolean hasIoThread() {
        return false;
    }

    private Playground playground(Authenticator authenticator) {
        return playground(authenticator, options -> options);
    }

    private Playground playground(Authenticator authenticator, UnaryOperator<ServerOptions.Builder> more) {
        return new Playground(() -> new Arena(more.apply(
                        ServerOptions.builder().port(0).ioThread(hasIoThread()).authenticator(authenticator))
                .build()));
    }

    /** Lets in whoever knows the secret, as who he says he is. */
    private Authenticator byToken() {
        return Authenticator.of(applicant -> {
            applicants.add(applicant);
            Login login = applicant.credentials().as(Login.class);
            return login.token().equals(SECRET) ? Admission.accept(login.name()) : Admission.refuse("wrong token");
        });
    }

    /** Answers when the test does, by the name. */
    private Authenticator later() {
        return applicant -> {
            CompletableFuture<Admission> answer = new CompletableFuture<>();
            pending.put(applicant.credentials().getString("name"), answer);
            return answer;
        };
    }

    private void answer(String name, Admission admission) {
        Objects.requireNonNull(pending.remove(name), () -> name + " was not asked for")
                .complete(admission);
    }

    private static ClientOptions.Builder as(String name) {
        return ClientOptions.builder().credentials(new Login(name, SECRET));
    }

    private static RecordingListener begin(Playground playground, ClientOptions.Builder options) {
        RecordingListener client = playground.begin(() -> new RecordingListener(options.build()));
        playground.settle();
        return client;
    }

    private static ConnectionError rejection(RecordingListener client) {
        ConnectionError error = client.expect(Event.Failed.class).error();
        assertThat(error.kind()).isEqualTo(ConnectionError.Kind.REJECTED);
        assertThat(error.detail()).startsWith("Connection rejected: ");
        return error;
    }

    private static PlainPeer login(Playground playground, String name, String token) {
        PlainPeer peer = playground.joinPlain().send("authenticate", "name", name, "token", token);
        playground.settle();
        return peer;
    }

    private static List<String> actions(PlainPeer peer) {
        return peer.messages().stream().map(Message::action).toList();
    }

    @Test
    void whoKnowsTheSecretIsLetInAndTheChannelKnowsWhoItIs() {
        Playground playground = playground(byToken());
        playground.arena.whenChannelConnects = player -> player.send(Message.of("hi", "who", player.principal()));
        RecordingListener client = begin(playground, as("ann"));

        client.expect(Event.Connected.class);
        assertThat(client.expect("hi").getString("who")).isEqualTo("ann");
        assertThat(playground.arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1");
        assertThat(applicants).hasSize(1);
        assertThat(applicants.get(0).isExtended()).isTrue();
        assertThat(applicants.get(0).credentials())
                .isEqualTo(Message.of("authenticate", "name", "ann", "token", SECRET));
    }

    @Test
    void whoDoesNotNeverWasConnected() {
        Playground playground = playground(byToken());
        RecordingListener client = begin(playground, ClientOptions.builder().credentials(new Login("ann", "guess")));

        assertThat(rejection(client).message()).endsWith("did not let you in: wrong token");
        client.expectNothing();
        assertThat(playground.arena.told).isEmpty();
        assertThat(log.of("client_refused"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("text", "wrong token"));
    }

    @Test
    void aRefusalIsFinalForAClientThatReconnects() {
        Playground playground = playground(byToken());
        RecordingListener client = begin(
                playground,
                ClientOptions.builder().credentials(new Login("ann", "guess")).reconnect(Reconnect.exponential()));

        rejection(client);
        client.expect(Event.GaveUp.class);
        assertThat(client.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.REJECTED);
        playground.advance(Duration.ofMinutes(1));
        assertThat(applicants).hasSize(1);
    }

    @Test
    void whatIsMissingIsTheClientsMistakeAndLeavesNoStackTrace() {
        Playground playground = playground(byToken());
        RecordingListener client = begin(playground, ClientOptions.builder());

        assertThat(rejection(client).message())
                .contains("the server asks who you are", "invalid authenticate: name: missing");
        assertThat(log.names()).doesNotContain("server_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "fails", "fails later", "null", "null stage", "odd principal"})
    void aMistakeOfTheGamesIsLoggedAndThePlayerIsToldItsId(String how) {
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        Authenticator authenticator = applicant -> switch (how) {
            case "throws" -> throw new IllegalStateException("the database is gone");
            case "fails" -> CompletableFuture.failedFuture(new IllegalStateException("the database is gone"));
            case "null" -> CompletableFuture.completedFuture(null);
            case "null stage" -> nothing();
            case "odd principal" ->
                CompletableFuture.completedFuture(Admission.accept(new Object() {
                    @Override
                    public int hashCode() {
                        throw new IllegalStateException("the database is gone");
                    }
                }));
            default -> answer;
        };
        Playground playground = playground(authenticator);
        RecordingListener client = begin(playground, as("ann"));
        answer.completeExceptionally(new IllegalStateException("the database is gone"));
        playground.settle();

        String message = rejection(client).message();
        assertThat(log.of("server_error")).singleElement().satisfies(line -> {
            assertThat(message).endsWith("internal error, error_id " + line.get("error_id"));
            assertThat(line).containsEntry("action", "authenticate");
        });
        assertThat(playground.arena.told).isEmpty();
        assertThat(message).doesNotContain("database");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a game in another language may do
    private static <T> T nothing() {
        return null;
    }

    @Test
    void anAnswerMayTakeItsTimeAndTheClientWaitsForIt() {
        Playground playground = playground(later());
        RecordingListener client = begin(playground, as("ann"));
        playground.advance(Duration.ofSeconds(3));
        client.expectNothing();
        assertThat(playground.arena.channels()).isEmpty();

        answer("ann", Admission.accept("ann"));
        playground.settle();

        client.expect(Event.Connected.class);
        assertThat(client.isExtended()).isTrue();
        assertThat(playground.arena.player(1).principal()).isEqualTo("ann");
    }

    @Test
    void anAnswerThatComesWithinAnotherCallbackWaitsForItsEnd() {
        Playground playground = playground(later());
        RecordingListener first = begin(playground, as("ann"));
        answer("ann", Admission.accept("ann"));
        playground.settle();
        RecordingListener second = begin(playground, as("bob"));
        playground.arena.told.clear();
        playground.arena.whenActs = (player, message) -> {
            answer("bob", Admission.accept("bob"));
            playground.arena.told.add("act ends");
        };

        first.send(Message.of("act"));
        playground.settle();

        assertThat(playground.arena.told)
                .containsExactly("act 1", "act ends", "Channel.onConnect 2", "Server.onConnect 2");
        second.expect(Event.Connected.class);
    }

    @Test
    void withoutAnAnswerTheClientIsToldSoAtTheDeadline() {
        Playground playground = playground(later(), options -> options.authenticationTimeout(Duration.ofSeconds(2)));
        RecordingListener client = begin(playground, as("ann"));
        playground.advance(Duration.ofSeconds(2));

        assertThat(rejection(client).message()).contains("authentication was not complete within 2000 ms");
        answer("ann", Admission.accept("ann"));
        playground.settle();
        assertThat(playground.arena.told).isEmpty();
    }

    @Test
    void aClientThatTimesOutTriesAgain() {
        Playground playground = playground(later(), options -> options.authenticationTimeout(Duration.ofSeconds(2)));
        RecordingListener client = begin(playground, as("ann").reconnect(Reconnect.exponential()));
        playground.advance(Duration.ofSeconds(2));
        rejection(client);
        client.expect(Event.Reconnecting.class);
        playground.advance(Duration.ofSeconds(1));

        answer("ann", Admission.accept("ann"));
        playground.settle();

        client.expect(Event.Connected.class);
    }

    @Test
    void whoLeavesMeanwhileIsNeverConnectedAndBlocksNobody() {
        Playground playground = playground(later(), options -> options.samePrincipal(SamePrincipal.REFUSE));
        RecordingListener client = begin(playground, as("ann"));
        client.close();
        playground.settle();
        answer("ann", Admission.accept("ann"));
        playground.settle();
        assertThat(playground.arena.told).isEmpty();

        RecordingListener again = begin(playground, as("ann"));
        answer("ann", Admission.accept("ann"));
        playground.settle();
        again.expect(Event.Connected.class);
    }

    @Test
    void whoLeavesAgainAndAgainBeforeItIsKnownWhoItIsIsNotAskedForAnyMore() {
        Limits limits = Limits.standard().withMaxFailedHandshakes(3);
        Playground playground = playground(later(), options -> options.limits(limits));
        for (int i = 0; i < 4; i++) {
            login(playground, "ann" + i, SECRET).end();
            playground.settle();
        }
        assertThat(login(playground, "ann", SECRET).lastText()).startsWith("limit exceeded: failed_handshakes");
        assertThat(pending).hasSize(4);
    }

    @Test
    void aQuestionCountsUntilItIsAnsweredWhoeverHasLeft() {
        Limits limits = Limits.standard().withMaxHandshakes(1);
        Playground playground = playground(later(), options -> options.limits(limits));
        login(playground, "ann", SECRET).reset();
        playground.settle();
        assertThat(playground.joinPlain().lastText()).startsWith("limit exceeded: handshakes");

        answer("ann", Admission.accept("ann"));
        playground.settle();
        assertThat(actions(login(playground, "bob", SECRET))).containsExactly("connected");
        // And one that the game never answers counts for as long as an answer may take.
        playground.advance(Duration.ofSeconds(6));
        assertThat(actions(login(playground, "cleo", SECRET))).containsExactly("connected");
    }

    @Test
    void aServerThatStopsMeanwhileSaysSoAndAnAnswerAfterItsEndDoesNoHarm() {
        Playground playground = playground(later());
        PlainPeer peer = login(playground, "ann", SECRET);
        playground.arena.stop();
        playground.settle();

        assertThat(peer.lastText()).isEqualTo("server stopped");
        answer("ann", Admission.accept("ann"));
        playground.settle();
        assertThat(playground.arena.told).containsExactly("Server.onStopping");
    }

    @Test
    void aPlainPeerAuthenticatesByAMessage() {
        Playground playground = playground(byToken());
        PlainPeer peer = login(playground, "ann", SECRET).send("act");
        playground.settle();

        assertThat(peer.payloads()).containsExactly("{action=connected}", "{action=authenticated}");
        assertThat(playground.arena.told).containsExactly("Channel.onConnect 1", "Server.onConnect 1", "act 1");
        assertThat(playground.arena.player(1).principal()).isEqualTo("ann");
        assertThat(applicants.get(0).isExtended()).isFalse();
    }

    @Test
    void whatAPlainPeerSendsMeanwhileWaitsInOrder() {
        Playground playground = playground(later());
        PlainPeer peer =
                login(playground, "ann", SECRET).send("act").send("other").send("act");
        playground.settle();
        assertThat(playground.arena.told).isEmpty();

        answer("ann", Admission.accept("ann"));
        playground.settle();

        assertThat(playground.arena.told)
                .containsExactly(
                        "Channel.onConnect 1", "Server.onConnect 1", "act 1", "Channel.onUnhandled 1 other", "act 1");
        assertThat(actions(peer)).containsExactly("connected", "authenticated");
    }

    @Test
    void aPlainPeerThatBeginsWithSomethingElseIsToldWhatIsAsked() {
        Playground playground = playground(byToken());
        PlainPeer peer = playground.joinPlain().send("act");
        playground.settle();

        assertThat(peer.lastText())
                .isEqualTo("rejected: authentication is required: send {action: authenticate, ...} first");
        assertThat(peer.inputEnded).isTrue();
        assertThat(playground.arena.told).isEmpty();
    }

    @Test
    void aSilentPlainPeerIsToldThatItsTimeIsUp() {
        Playground playground = playground(byToken());
        PlainPeer peer = playground.joinPlain();
        playground.advance(Duration.ofMillis(4900));
        assertThat(actions(peer)).containsExactly("connected");
        playground.advance(Duration.ofMillis(200));

        assertThat(peer.lastText()).isEqualTo("timed out: authentication was not complete within 5000 ms");
        assertThat(playground.arena.told).isEmpty();
    }

    @Test
    void aStrangersLargeFrameIsRefusedByItsLength() {
        Playground playground = playground(byToken());
        PlainPeer peer = playground.joinPlain().sendBytes((byte) 0, (byte) 0, (byte) 0x40, (byte) 1);
        playground.settle();

        assertThat(String.valueOf(peer.lastText())).contains("frame_bytes 16385 is over the limit of 16384");
    }

    @ParameterizedTest
    @ValueSource(strings = {"df ff ff ff ff", "c1", "81 a6 616374696f6e", "9f 9f 9f"})
    void aBombOfAStrangerEndsWithoutAWordToTheGame(String payload) {
        Playground playground = playground(byToken());
        PlainPeer peer = playground.joinPlain().sendPayload(payload);
        playground.settle();

        assertThat(peer.inputEnded).isTrue();
        assertThat(applicants).isEmpty();
        assertThat(playground.arena.told).isEmpty();
    }

    @Test
    void theOlderOneOfTheSameIsReplaced() {
        Playground playground = playground(byToken());
        RecordingListener older = begin(playground, as("ann").reconnect(Reconnect.exponential()));
        older.expect(Event.Connected.class);
        begin(playground, as("ann")).expect(Event.Connected.class);

        assertThat(older.expect(Event.Disconnected.class).reason())
                .hasToString("SUPERSEDED: you have connected from elsewhere");
        assertThat(playground.arena.told)
                .containsExactly(
                        "Channel.onConnect 1",
                        "Server.onConnect 1",
                        "Channel.onClose 1 SUPERSEDED",
                        "Server.onDisconnect 1",
                        "Channel.onConnect 2",
                        "Server.onConnect 2");
        playground.advance(Duration.ofMinutes(1));
        assertThat(applicants).hasSize(2);
    }

    @Test
    void orTheNewerOneIsRefused() {
        Playground playground = playground(byToken(), options -> options.samePrincipal(SamePrincipal.REFUSE));
        RecordingListener older = begin(playground, as("ann"));
        older.expect(Event.Connected.class);

        assertThat(rejection(begin(playground, as("ann"))).message()).endsWith("already connected");
        begin(playground, as("bob")).expect(Event.Connected.class);
        older.close();
        playground.settle();
        begin(playground, as("ann")).expect(Event.Connected.class);
    }

    @Test
    void orBothAreThere() {
        Playground playground = playground(byToken(), options -> options.samePrincipal(SamePrincipal.ALLOW));
        begin(playground, as("ann")).expect(Event.Connected.class);
        begin(playground, as("ann")).expect(Event.Connected.class);

        assertThat(playground.arena.channels()).hasSize(2).allMatch(player -> "ann".equals(player.principal()));
    }

    @Test
    void whoIsAwayIsReplacedAndToldSoWhenHeComesBack() {
        Playground playground =
                playground(byToken(), options -> options.sessions(Sessions.resumable(Duration.ofSeconds(30))));
        RecordingListener older = begin(playground, as("ann").reconnect(Reconnect.exponential()));
        older.expect(Event.Connected.class);
        playground.lab.process(older).links().get(0).cut();
        playground.settle();
        older.expect(Event.Reconnecting.class);

        RecordingListener newer = begin(playground, as("ann"));
        newer.expect(Event.Connected.class);
        playground.advance(Duration.ofSeconds(6));

        older.expect(Event.Failed.class);
        older.expect(Event.GaveUp.class);
        assertThat(older.expect(Event.Disconnected.class).reason().kind()).isEqualTo(Kind.SUPERSEDED);
        newer.expectNothing();
        assertThat(playground.arena.channels()).hasSize(1);
    }

    @Test
    void aSessionIsResumedWithoutAskingAgain() {
        Playground playground =
                playground(byToken(), options -> options.sessions(Sessions.resumable(Duration.ofSeconds(30))));
        RecordingListener client = begin(playground, as("ann").reconnect(Reconnect.exponential()));
        client.expect(Event.Connected.class);
        playground.lab.process(client).links().get(0).cut();
        playground.settle();
        client.expect(Event.Reconnecting.class);
        playground.arena.player(1).send(Message.of("kept"));
        playground.advance(Duration.ofSeconds(6));

        assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.RESUMED);
        client.expect("kept");
        assertThat(applicants).hasSize(1);
        assertThat(playground.arena.player(1).principal()).isEqualTo("ann");
    }

    @Test
    void aSessionThatIsOverIsFollowedByCredentialsInTheSameHello() {
        Playground playground =
                playground(byToken(), options -> options.sessions(Sessions.resumable(Duration.ofMillis(50))));
        RecordingListener client = begin(
                playground, as("ann").reconnect(Reconnect.exponential(Duration.ofSeconds(2), Duration.ofSeconds(4))));
        client.expect(Event.Connected.class);
        playground.lab.process(client).links().get(0).cut();
        playground.advance(Duration.ofSeconds(5));

        client.expect(Event.Reconnecting.class);
        assertThat(client.expect(Event.Reconnected.class).resumption()).isEqualTo(Resumption.FRESH);
        assertThat(applicants).hasSize(2);
        assertThat(playground.arena.player(2).principal()).isEqualTo("ann");
    }

    @Test
    void noSecretIsInAnyLogOrText() {
        Playground playground = playground(applicant -> {
            applicants.add(applicant);
            throw new InvalidMessageException("no");
        });
        begin(playground, as("ann"));
        login(playground, "ann", SECRET);
        playground(applicant -> {
            throw new IllegalStateException("mistake");
        });

        assertThat(applicants).hasSize(2);
        assertThat(applicants.toString())
                .doesNotContain(SECRET)
                .contains("extended")
                .contains("plain");
        assertThat(log.all())
                .allSatisfy(line -> assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                        .doesNotContain(SECRET));
    }
}
