package dev.repod.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.testkit.proof.Violation.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories made by hand: each lie is found, and the truth is left alone. */
final class CheckerTest {
    private static final int CLIENT = 1;

    private final History history = new History();
    private final Diary client = history.client(CLIENT);
    private final Diary channel = history.channel(Author.channel(1, 1));
    private final Diary another = history.channel(Author.channel(1, 2));

    @BeforeEach
    void aClientConnects() {
        opened(channel);
        client.told(What.CONNECTED, "");
        down(1, 1);
        up(1, 1);
    }

    private static void opened(Diary diary) {
        diary.told(What.OPENED, "");
        diary.told(What.ANNOUNCED, "");
    }

    private static void closed(Diary diary) {
        diary.told(What.CLOSED, "");
        diary.told(What.GONE, "");
    }

    /** The client is given a message of that channel. */
    private void down(int from, long number) {
        client.received(false, from, 1, number);
    }

    /** The first channel is given a message of that session. */
    private void up(int epoch, long number) {
        channel.received(true, CLIENT, epoch, number);
    }

    private void lost() {
        channel.told(What.DETACHED, "");
        client.told(What.RECONNECTING, "");
    }

    private void resumed() {
        channel.told(What.REATTACHED, "");
        client.told(What.RESUMED, "");
    }

    private void fresh() {
        closed(channel);
        opened(another);
        client.told(What.FRESH, "");
    }

    private void left(Diary last) {
        client.told(What.DISCONNECTED, "CLOSED");
        closed(last);
        history.stopping();
    }

    /** The second channel is one that this story does without, unless it says otherwise. */
    private void withoutTheOther() {
        opened(another);
        closed(another);
    }

    private void expect(boolean withinBounds, Kind... kinds) {
        assertThat(Checker.check(history, withinBounds))
                .extracting(Violation::kind)
                .containsExactlyInAnyOrder(kinds);
    }

    private void expectIn(Diary last, boolean withinBounds, Kind... kinds) {
        left(last);
        if (last == channel) {
            withoutTheOther();
        }
        expect(withinBounds, kinds);
    }

    @Test
    void whatIsKeptIsNoViolation() {
        lost();
        resumed();
        down(1, 2);
        up(1, 2);
        client.sent(1, 2);
        channel.sent(0, 2);
        expectIn(channel, true);
    }

    @Test
    void aFreshSessionIsNoneBeyondTheBounds() {
        client.sent(1, 5);
        lost();
        fresh();
        down(2, 1);
        expectIn(another, false);
    }

    @Test
    void aGapIsFound() {
        down(1, 2);
        down(1, 4);
        expectIn(channel, true, Kind.LOST);
    }

    @Test
    void aMessageThatNeverCameIsFound() {
        client.sent(1, 2);
        channel.sent(0, 3);
        expectIn(channel, true, Kind.LOST, Kind.LOST, Kind.LOST);
    }

    @Test
    void aSessionOfWhichNothingCameIsFound() {
        client.sent(1, 1);
        lost();
        fresh();
        client.sent(2, 1);
        expectIn(another, false, Kind.LOST);
    }

    @Test
    void aMessageThatComesTwiceIsFound() {
        up(1, 2);
        up(1, 2);
        expectIn(channel, true, Kind.DOUBLED);
    }

    @Test
    void aMessageThatComesTooLateIsFound() {
        up(1, 3);
        up(1, 2);
        expectIn(channel, true, Kind.REORDERED);
    }

    @Test
    void aMessageBeforeOnReconnectedIsFound() {
        lost();
        down(1, 2);
        resumed();
        expectIn(channel, true, Kind.OUT_OF_PLACE);
    }

    @Test
    void aMessageOfADetachedChannelIsFound() {
        lost();
        up(1, 2);
        resumed();
        expectIn(channel, true, Kind.OUT_OF_PLACE);
    }

    @Test
    void aResumptionThatTheServerDoesNotKnowIsFound() {
        lost();
        resumed();
        client.told(What.RECONNECTING, "");
        client.told(What.RESUMED, "");
        expectIn(channel, true, Kind.RESUMPTION);
    }

    @Test
    void aFreshSessionWithinTheBoundsIsFound() {
        lost();
        fresh();
        down(2, 1);
        expectIn(another, true, Kind.RESUMPTION);
    }

    @Test
    void aClientThatNeverHadASessionMayBeFresh() {
        channel.told(What.DETACHED, "");
        client.told(What.RECONNECTING, ResumptionCheck.WITHOUT_SESSION);
        fresh();
        down(2, 1);
        expectIn(another, true);
    }

    @Test
    void aServerThatIsNotToldOfTheEndIsFound() {
        lost();
        opened(another);
        client.told(What.FRESH, "");
        down(2, 1);
        left(another);
        closed(channel);
        expect(false, Kind.RESUMPTION);
    }

    @Test
    void aChannelThatIsResumedForAClientThatIsToldOtherwiseIsFound() {
        lost();
        client.told(What.FRESH, "");
        channel.told(What.REATTACHED, "");
        closed(channel);
        opened(another);
        down(2, 1);
        expectIn(another, false, Kind.RESUMPTION);
    }

    @Test
    void aMessageOfAnOldSessionIsFound() {
        lost();
        fresh();
        down(2, 1);
        another.received(true, CLIENT, 2, 1);
        another.received(true, CLIENT, 1, 2);
        left(another);
        assertThat(Checker.check(history, false)).extracting(Violation::kind).contains(Kind.FOREIGN);
    }

    @Test
    void aMessageAfterTheEndIsFound() {
        left(channel);
        withoutTheOther();
        up(1, 2);
        down(1, 2);
        expect(true, Kind.OUT_OF_PLACE, Kind.OUT_OF_PLACE);
    }

    @Test
    void twoEndingsAreFound() {
        left(channel);
        withoutTheOther();
        channel.told(What.CLOSED, "");
        client.told(What.DISCONNECTED, "");
        expect(true, Kind.ENDING, Kind.ENDING);
    }

    @Test
    void aMissingEndingIsFound() {
        withoutTheOther();
        channel.told(What.CLOSED, "");
        expect(true, Kind.ENDING, Kind.ENDING);
    }

    @Test
    void aLossThatIsToldTwiceIsFound() {
        lost();
        channel.told(What.DETACHED, "");
        resumed();
        expectIn(channel, true, Kind.ENDING);
    }
}
