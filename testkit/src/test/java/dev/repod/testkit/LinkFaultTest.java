package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults on one connection between two peers that do nothing by themselves. */
final class LinkFaultTest {
    private static final int PORT = 4000;
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(30);

    private final NetworkLab lab = NetworkLab.seeded(11);
    private final List<LabLink> made = new ArrayList<>();
    private final PlainPeer server = new PlainPeer(lab).listen(PORT);
    private final PlainPeer client = new PlainPeer(lab);

    private LabLink connect() {
        lab.onLink(made::add);
        client.connect(PORT);
        lab.advance(A_MOMENT);
        return made.get(0);
    }

    private void settle() {
        lab.advance(A_MOMENT);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void aLinkIsSeenFromBothEnds() {
        LabLink link = connect();
        client.sendBytes(bytes(100));
        server.sendBytes(bytes(30));
        settle();

        assertThat(link.sentBytes()).isEqualTo(100).isEqualTo(link.otherEnd().receivedBytes());
        assertThat(link.receivedBytes()).isEqualTo(30).isEqualTo(link.otherEnd().sentBytes());
        assertThat(link.otherEnd().otherEnd()).isSameAs(link);
        assertThat(link.isOpen()).isTrue();
    }

    @Test
    void aCutResetsBothEndsAtOnceAndLosesWhatIsUnderWay() {
        LabLink link = connect();
        client.sendBytes(bytes(100));
        lab.advance(Duration.ZERO);
        link.cut();
        lab.advance(Duration.ZERO);

        assertThat(client.closed).isTrue();
        assertThat(server.closed).isTrue();
        assertThat(client.closeCause).hasMessage("Connection reset by peer");
        assertThat(server.closeCause).hasMessage("Connection reset by peer");
        settle();
        assertThat(server.received()).isEmpty();
        assertThat(link.isOpen()).isFalse();
        assertThat(link.otherEnd().isOpen()).isFalse();
    }

    private static IntStream offsets() {
        return IntStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("offsets")
    void aCutAfterSendingIsExact(int offset) {
        LabLink link = connect();
        client.sendBytes(bytes(5));
        settle();
        link.cutAfterSending(offset);
        client.sendBytes(bytes(41));
        settle();

        assertThat(server.received()).hasSize(5 + offset).endsWith((byte) (offset - 1));
        assertThat(server.closeCause).hasMessage("Connection reset by peer");
        assertThat(client.closeCause).hasMessage("Connection reset by peer");
    }

    @ParameterizedTest
    @MethodSource("offsets")
    void aCutAfterReceivingIsExact(int offset) {
        lab.onLink(link -> link.cutAfterReceiving(offset));
        connect();
        server.sendBytes(bytes(offset - 1));
        settle();
        assertThat(client.closed).isFalse();

        server.sendBytes(bytes(20));
        settle();
        assertThat(client.received()).hasSize(offset);
        assertThat(client.closeCause).hasMessage("Connection reset by peer");
        assertThat(server.closeCause).hasMessage("Connection reset by peer");
    }

    @Test
    void aCutAtOnceIsToldToBothOnceTheyAreConnected() {
        lab.onLink(link -> link.cutAfterSending(0));
        LabLink link = connect();

        assertThat(link.isOpen()).isFalse();
        assertThat(client.closeCause).hasMessage("Connection reset by peer");
        assertThat(server.closeCause).hasMessage("Connection reset by peer");
        assertThatIllegalArgumentException().isThrownBy(() -> link.cutAfterSending(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> link.cutAfterReceiving(-1));
    }

    @Test
    void aStallHoldsEverythingUpAndLosesNothing() {
        LabLink link = connect();
        client.sendBytes(bytes(50));
        lab.advance(Duration.ZERO);
        link.stall(Duration.ofSeconds(3));
        server.sendBytes(bytes(60));
        lab.advance(Duration.ofMillis(2999));
        client.sendBytes(bytes(10));
        lab.advance(Duration.ofNanos(999_999));
        assertThat(server.received()).isEmpty();
        assertThat(client.received()).isEmpty();

        settle();
        assertThat(server.received()).hasSize(60).startsWith(bytes(50)).endsWith(bytes(10));
        assertThat(client.received()).isEqualTo(bytes(60));
        lab.advance(Duration.ofMinutes(5));
        assertThat(link.isOpen()).isTrue();
    }

    @Test
    void stallsThatOverlapLastUntilTheLastOfThem() {
        LabLink link = connect();
        link.stall(Duration.ofSeconds(5));
        link.stall(Duration.ofSeconds(2));
        client.sendBytes(bytes(50));
        lab.advance(Duration.ofSeconds(4));
        assertThat(server.received()).isEmpty();

        lab.advance(Duration.ofSeconds(2));
        assertThat(server.received()).hasSize(50);
    }

    @Test
    void aBlackholeTellsNobody() {
        LabLink link = connect();
        link.blackhole();
        lab.advance(Duration.ofHours(1));
        assertThat(link.isOpen()).isTrue();
        assertThat(link.otherEnd().isOpen()).isTrue();

        client.end();
        settle();
        assertThat(server.inputEnded).isFalse();
    }

    @Test
    void whoSendsIntoABlackholeIsToldAfterThirtySecondsAndTheOtherEndNever() {
        LabLink link = connect();
        link.blackhole();
        client.sendBytes(bytes(1));
        lab.advance(UNACKNOWLEDGED.minusMillis(1));
        assertThat(client.closed).isFalse();

        settle();
        assertThat(client.closeCause).isInstanceOf(SocketTimeoutException.class).hasMessage("Connection timed out");
        lab.advance(Duration.ofHours(1));
        assertThat(server.closed).isFalse();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void whatIsUnderWayWhenTheBlackholeOpensVanishesToo() {
        LabLink link = connect();
        client.sendBytes(bytes(10));
        lab.advance(Duration.ZERO);
        link.blackhole();
        lab.advance(UNACKNOWLEDGED.plus(A_MOMENT));

        assertThat(server.received()).isEmpty();
        assertThat(client.closeCause).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aBlackholeOneWayLosesThatWayAlone() {
        LabLink link = connect();
        link.blackholeSending();
        server.sendBytes(bytes(10));
        settle();
        client.sendBytes(bytes(10));
        settle();

        assertThat(client.received()).hasSize(10);
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlackholeOneWayLosesTheAcknowledgementsOfTheOther(boolean sending) {
        LabLink link = connect();
        if (sending) {
            link.otherEnd().blackholeSending();
        } else {
            link.blackholeReceiving();
        }
        client.sendBytes(bytes(10));
        lab.advance(UNACKNOWLEDGED.plus(A_MOMENT));

        assertThat(server.received()).hasSize(10);
        assertThat(client.closeCause).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.closed).isFalse();
    }

    @Test
    void soDoesOneThatOpensBeforeTheAcknowledgement() {
        LabLink link = connect();
        client.sendBytes(bytes(10));
        lab.advance(Duration.ZERO);
        link.blackholeReceiving();
        lab.advance(UNACKNOWLEDGED.plus(A_MOMENT));

        assertThat(server.received()).hasSize(10);
        assertThat(client.closeCause).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aLongStallIsTheEndOfWhoSendsInIt() {
        LabLink link = connect();
        link.stall(Duration.ofSeconds(40));
        client.sendBytes(bytes(10));
        lab.advance(Duration.ofSeconds(31));
        assertThat(client.closeCause).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.closed).isFalse();

        lab.advance(Duration.ofSeconds(10));
        server.sendBytes(bytes(10));
        settle();
        assertThat(server.received()).isEmpty();
        assertThat(server.closeCause).hasMessage("Connection reset by peer");
    }

    @Test
    void anEndComesAfterWhatIsUnderWayAndWithoutAWordOfThePeers() {
        LabLink link = connect();
        client.sendBytes(bytes(10));
        lab.advance(Duration.ZERO);
        link.end();
        client.sendBytes(bytes(10));
        settle();

        assertThat(server.received()).hasSize(10);
        assertThat(server.inputEnded).isTrue();
        assertThat(client.inputEnded).isTrue();
        assertThat(client.closed).isFalse();
        assertThat(server.closed).isFalse();
    }
}
