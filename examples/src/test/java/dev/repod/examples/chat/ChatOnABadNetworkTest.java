package dev.repod.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.Reconnect;
import dev.repod.ServerOptions;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NetworkLabExtension.class)
class ChatOnABadNetworkTest {
    private static final ServerOptions OPTIONS = ServerOptions.standard();
    private static final Duration FRAME = Duration.ofMillis(50);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Person> people = new ArrayList<>();
    private NetworkLab lab;
    private ChatServer server;

    /** A client and what it shows. */
    private record Person(ChatClient client, LinesOnly console) {
        boolean sees(String line) {
            client.pump();
            return console.shown.contains(line);
        }

        long count(String text) {
            return console.shown.stream().filter(line -> line.contains(text)).count();
        }
    }

    @BeforeEach
    void open(NetworkLab newLab) {
        lab = newLab;
        server = start();
    }

    private ChatServer start() {
        ChatServer started = lab.open(() -> new ChatServer(OPTIONS));
        started.start();
        return started;
    }

    private Person join(String nickname) {
        LinesOnly console = new LinesOnly();
        ChatClient client = lab.open(() -> new ChatClient(nickname, console, patient()));
        Person person = new Person(client, console);
        people.add(person);
        client.connect("localhost", OPTIONS.port());
        lab.runUntil(() -> person.sees("* " + nickname + " joined the chat"), PATIENCE);
        return person;
    }

    /** No link, and no way to get one. */
    private void cutOff(Person person, Duration time) {
        lab.process(person.client).links().forEach(LabLink::cut);
        lab.process(person.client).unplug(time);
    }

    private void live(Duration time) {
        for (Duration lived = Duration.ZERO; lived.compareTo(time) < 0; lived = lived.plus(FRAME)) {
            lab.advance(FRAME);
            people.forEach(person -> person.client.pump());
        }
    }

    @Test
    void whoIsCutOffForTenSecondsMissesNothingAndNobodyNoticesIt() {
        Person ada = join("Ada");
        Person bob = join("Bob");

        cutOff(bob, Duration.ofSeconds(10));
        for (int line = 1; line <= 10; line++) {
            ada.client.typed("line " + line);
            bob.client.typed("answer " + line); // waits, and is said when he is back
            live(SECOND);
        }
        lab.runUntil(() -> bob.sees("Ada: line 10") && ada.sees("Bob: answer 10"), PATIENCE);
        live(Duration.ofMinutes(1));

        assertThat(bob.console.shown)
                .filteredOn(line -> line.startsWith("Ada: "))
                .isEqualTo(lines("Ada: line "));
        assertThat(ada.console.shown)
                .filteredOn(line -> line.startsWith("Bob: "))
                .isEqualTo(lines("Bob: answer "));
        assertThat(bob.console.shown).contains("* back: nothing missed");
        assertThat(bob.count("connection lost, trying again in ")).isPositive();
        assertThat(ada.count("Bob left")).isZero();
        assertThat(ada.count("Bob joined")).isOne();
        assertThat(ada.count("here: ")).isEqualTo(4); // herself, twice, then a newcomer, then Bob
    }

    private static List<String> lines(String beginning) {
        return IntStream.rangeClosed(1, 10).mapToObj(line -> beginning + line).toList();
    }

    @Test
    void whoStaysAwayForLongerThanTheWindowHasLeftAndComesBackAsANewcomer() {
        Person ada = join("Ada");
        Person bob = join("Bob");

        cutOff(bob, Duration.ofSeconds(40));
        live(Duration.ofSeconds(40));
        assertThat(ada.console.shown).contains("* Bob left the chat");
        lab.runUntil(() -> bob.sees("* back as a newcomer: what was said meanwhile is missed"), PATIENCE);
        live(SECOND);

        assertThat(ada.count("Bob joined the chat")).isEqualTo(2);
    }

    @Test
    void aServerThatIsStartedAnewFindsItsMembersComingBack() {
        Person ada = join("Ada");
        lab.process(server).kill();
        live(SECOND);

        start();
        lab.runUntil(() -> ada.sees("* back as a newcomer: what was said meanwhile is missed"), PATIENCE);
        ada.client.typed("hello again");
        lab.runUntil(() -> ada.sees("Ada: hello again"), PATIENCE);

        assertThat(ada.client.failure).isNull();
    }

    @Test
    void aServerThatStopsForGoodIsGivenUpAfterAWhile() {
        Person ada = join("Ada");

        server.stop();
        lab.runUntil(() -> ada.sees("") || ada.client.failure != null, PATIENCE.multipliedBy(5));

        assertThat(ada.console.shown).contains("* the server is stopping");
        assertThat(ada.count("connection lost, trying again in ")).isEqualTo(12);
        assertThat(ada.client.failure).isEqualTo("the server has stopped");
    }

    @Test
    void aServerThatWasNeverThereIsNotWaitedFor() {
        ChatClient client = lab.open(() -> new ChatClient("Ada", new LinesOnly(), patient()));

        client.connect("localhost", OPTIONS.port() + 1);
        lab.runUntil(
                () -> {
                    client.pump();
                    return client.failure != null;
                },
                SECOND);
        lab.advance(PATIENCE);
        client.pump();

        assertThat(client.failure).startsWith("No server is running at localhost:");
    }

    @Test
    void withoutASessionNobodyIsToldThatHeWasHeard() {
        Person ada = join("Ada");

        cutOff(ada, Duration.ofSeconds(60));
        live(Duration.ofSeconds(50));
        ada.client.typed("is anybody there?");
        lab.runUntil(() -> ada.sees("* back as a newcomer: what was said meanwhile is missed"), PATIENCE);
        live(SECOND);

        assertThat(ada.count("Ada: is anybody there?")).isZero();
    }

    private static ClientOptions patient() {
        return ClientOptions.builder()
                .reconnect(Reconnect.exponential().attempts(12))
                .build();
    }
}
