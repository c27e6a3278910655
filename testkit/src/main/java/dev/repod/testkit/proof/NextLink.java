package dev.repod.testkit.proof;

import dev.repod.testkit.LabLink;
import dev.repod.testkit.LabProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the next link that a client makes at a byte of its greeting: another one each time, until every one has been. Where
 * HELLO ends is seen from outside, because the client says nothing else until it is answered; for that it has to take longer
 * than a step of the play.
 */
final class NextLink {
    private static final int BEHIND_HELLO_BYTES = 10;
    private static final int BEHIND_WELCOME_BYTES = 6;
    private static final int MOST_FIRST_BYTE = 1000;

    private final Stage stage;
    private @Nullable LabProcess armedFor;
    private Place wanted = Place.LATER;
    private Duration stall = Duration.ZERO;
    private @Nullable LabLink newest;
    private boolean helloSeen;
    private Cut cut = Cut.LATER;
    private int greetingBytes;
    private int welcomeBytes;
    private int nextOfHello;
    private int nextOfFirstAck;
    private int nextOfWelcome;

    NextLink(Stage stage) {
        this.stage = stage;
        // Short plays begin elsewhere each, so that together they come everywhere.
        nextOfHello = stage.random().nextInt(MOST_FIRST_BYTE);
        nextOfFirstAck = stage.random().nextInt(MOST_FIRST_BYTE);
        nextOfWelcome = stage.random().nextInt(MOST_FIRST_BYTE);
        stage.lab().onLink(this::made);
    }

    /** Finds out how long the server's first words are. Nothing is under way meanwhile. */
    void measure(CountingClient client) {
        arm(client, Place.LATER);
        @Nullable LabLink link = stage.link(client);
        if (link != null) {
            int before = client.troubles();
            link.cut();
            stage.playUntil(() -> client.troubles() > before, Duration.ofSeconds(5));
            stage.playUntil(client::isLive, Duration.ofSeconds(30));
        }
        if (newest != null) {
            welcomeBytes = Math.toIntExact(newest.receivedBytes()) - greetingBytes;
        }
        disarm();
    }

    /** The next link of that client is cut there. */
    void arm(CountingClient client, Place where) {
        armedFor = stage.process(client);
        wanted = where;
        newest = null;
        helloSeen = false;
        cut = Cut.LATER;
    }

    /** The next link of that client is held up from its first byte on. */
    void armStall(CountingClient client, Duration time) {
        arm(client, Place.LATER);
        stall = time;
    }

    /** Leaves the link alone, if there is one, that has not been cut yet. */
    void disarm() {
        armedFor = null;
        stall = Duration.ZERO;
        if (newest != null) {
            newest.cutAfterSending(Long.MAX_VALUE);
            newest.cutAfterReceiving(Long.MAX_VALUE);
        }
    }

    /** Where the link is cut, as far as that is certain. */
    Cut cut() {
        return cut;
    }

    private void made(LabLink link) {
        if (link.process() != armedFor || newest != null) {
            return;
        }
        newest = link;
        if (!stall.isZero()) {
            link.stall(stall);
        }
        if (wanted == Place.WELCOME) {
            int at = nextOfWelcome++ % (welcomeBytes + BEHIND_WELCOME_BYTES);
            cut = at < welcomeBytes ? new Cut(Place.WELCOME, at, welcomeBytes) : Cut.LATER;
            link.cutAfterReceiving((long) greetingBytes + at);
        }
    }

    /** In each step: the link may have said HELLO. */
    void look() {
        LabLink link = newest;
        if (link != null
                && !helloSeen
                && link.sentBytes() > 0
                && link.otherEnd().receivedBytes() == 0) {
            helloSeen = true;
            greetingBytes = Math.max(greetingBytes, Math.toIntExact(link.receivedBytes()));
            cutAtHello(link, Math.toIntExact(link.sentBytes()));
        }
    }

    private void cutAtHello(LabLink link, int helloBytes) {
        @Nullable Integer at = switch (wanted) {
            case HELLO -> nextOfHello++ % helloBytes;
            case ROTATION -> helloBytes;
            case FIRST_ACK -> helloBytes + 1 + nextOfFirstAck++ % BEHIND_HELLO_BYTES;
            default -> null;
        };
        if (at != null) {
            cut = wanted == Place.HELLO ? new Cut(wanted, at, helloBytes) : Cut.at(wanted);
            link.cutAfterSending(at);
        }
    }
}
