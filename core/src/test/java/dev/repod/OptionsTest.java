package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theServersDefaults() {
        ServerOptions standard = ServerOptions.standard();

        assertThat(standard.host()).isEqualTo("127.0.0.1").isEqualTo(Repod.DEFAULT_HOST);
        assertThat(standard.port()).isEqualTo(5071).isEqualTo(Repod.DEFAULT_PORT);
        assertThat(standard.limits()).isEqualTo(Limits.standard());
        assertThat(standard.tick()).isEqualTo(Duration.ofNanos(16_666_667));
        assertThat(standard.ioThread()).isFalse();
        assertThat(standard.slowHandler()).isEqualTo(Duration.ofMillis(100));
        assertThat(standard.frameTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.plainPeerGrace()).isEqualTo(Duration.ofMillis(250));
        assertThat(standard.closeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(standard.stopTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.plainPeerGrace()).isEqualTo(Duration.ofMillis(250));
        assertThat(standard.keepalive()).isEqualTo(Keepalive.standard());
        assertThat(standard.sessions()).isNull();
    }

    @Test
    void theDefaultsOfKeepaliveAndSessions() {
        assertThat(Keepalive.standard().every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Keepalive.standard().deadAfter()).isEqualTo(Duration.ofSeconds(15));
        assertThat(Keepalive.standard().plainPeers()).isFalse();
        Sessions sessions = Sessions.resumable(Duration.ofSeconds(30));
        assertThat(sessions.window()).isEqualTo(Duration.ofSeconds(30));
        assertThat(sessions.bufferMessages()).isEqualTo(1024);
        assertThat(sessions.bufferBytes()).isEqualTo(256 << 10);
        assertThat(sessions.saveEvery()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withSessionsAPlainPeerHasASecondUnlessItIsSet() {
        ServerOptions.Builder builder = ServerOptions.builder().sessions(Sessions.resumable(Duration.ofSeconds(30)));

        assertThat(builder.build().plainPeerGrace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(builder.plainPeerGrace(Duration.ofMillis(5)).build().plainPeerGrace())
                .isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void keepaliveIsSetInAnyOrder() {
        Keepalive one = Keepalive.every(Duration.ofSeconds(1))
                .deadAfter(Duration.ofSeconds(3))
                .plainPeers(true);
        Keepalive other = Keepalive.standard()
                .plainPeers(true)
                .deadAfter(Duration.ofSeconds(3))
                .every(Duration.ofSeconds(1));

        assertThat(one).isEqualTo(other).isNotEqualTo(Keepalive.standard());
        assertThat(one.every()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPeerThatWouldBeDeadBeforeItCanAnswerIsRefusedWithBothValues() {
        Keepalive hasty = Keepalive.standard().deadAfter(Duration.ofSeconds(5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().keepalive(hasty).build())
                .withMessage("keepalive deadAfter PT5S is not longer than every PT5S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.builder().keepalive(hasty).build())
                .withMessage("keepalive deadAfter PT5S is not longer than every PT5S");
    }

    @Test
    void whatASessionMayKeepHasItsRanges() {
        Sessions sessions = Sessions.resumable(Duration.ofSeconds(30));
        for (int messages : new int[] {-1, 0, (1 << 20) + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sessions.buffer(messages, 1000))
                    .withMessage("messages " + messages + " is not in 1..1048576");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientOptions.builder().replayBuffer(messages, 1000));
        }
        for (int bytes : new int[] {-1, 63, (1 << 30) + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sessions.buffer(10, bytes))
                    .withMessage("bytes " + bytes + " is not in 64..1073741824");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sessions.failedResumes(0))
                .withMessage("failedResumes 0 is less than 1");
        assertThat(sessions.buffer(1, 64).store(SessionStore.inMemory()).bufferBytes())
                .isEqualTo(64);
    }

    @Test
    void theClientsDefaults() {
        ClientOptions standard = ClientOptions.standard();

        assertThat(standard.limits()).isEqualTo(Limits.standard());
        assertThat(standard.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.frameTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.plainPeerGrace()).isEqualTo(Duration.ofMillis(250));
        assertThat(standard.closeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(standard.inboxBytes()).isEqualTo(32 << 20);
    }

    @Test
    void toBuilderKeepsEverythingOfAServersOptions() {
        ServerOptions all = ServerOptions.builder()
                .host("::")
                .port(0)
                .limits(Limits.standard().withMaxDepth(5))
                .tick(Duration.ofMillis(50))
                .ioThread(true)
                .slowHandler(Duration.ofMillis(5))
                .frameTimeout(Duration.ofSeconds(6))
                .plainPeerGrace(Duration.ofMillis(7))
                .closeTimeout(Duration.ofSeconds(8))
                .stopTimeout(Duration.ofSeconds(9))
                .inboxBytes(1 << 20)
                .keepalive(Keepalive.every(Duration.ofSeconds(2)).deadAfter(Duration.ofSeconds(7)))
                .sessions(Sessions.resumable(Duration.ofSeconds(9))
                        .buffer(7, 700)
                        .failedResumes(3)
                        .saveEvery(Duration.ofSeconds(4))
                        .store(SessionStore.inMemory()))
                .build();

        assertThat(all.toBuilder().build()).usingRecursiveComparison().isEqualTo(all);
        assertThat(all.toBuilder().port(1).build().host()).isEqualTo("::");
        assertThat(all.port()).isZero();
    }

    @Test
    void toBuilderKeepsEverythingOfAClientsOptions() {
        ClientOptions all = ClientOptions.builder()
                .limits(Limits.standard().withMaxFrameBytes(100))
                .connectTimeout(Duration.ofSeconds(1))
                .frameTimeout(Duration.ofSeconds(2))
                .plainPeerGrace(Duration.ofMillis(3))
                .closeTimeout(Duration.ofSeconds(4))
                .inboxBytes(1 << 20)
                .keepalive(Keepalive.every(Duration.ofSeconds(2)).deadAfter(Duration.ofSeconds(7)))
                .reconnect(Reconnect.exponential().attempts(7))
                .replayBuffer(9, 900)
                .build();

        assertThat(all.toBuilder().build()).usingRecursiveComparison().isEqualTo(all);
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
        ServerOptions.Builder builder = ServerOptions.builder().port(1);
        ServerOptions built = builder.build();

        builder.port(2);

        assertThat(built.port()).isEqualTo(1);
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                server("tick", 1, ServerOptions.Builder::tick),
                server("slowHandler", 1, ServerOptions.Builder::slowHandler),
                server("frameTimeout", 10, ServerOptions.Builder::frameTimeout),
                server("plainPeerGrace", 1, ServerOptions.Builder::plainPeerGrace),
                server("closeTimeout", 10, ServerOptions.Builder::closeTimeout),
                server("stopTimeout", 10, ServerOptions.Builder::stopTimeout),
                client("connectTimeout", 10, ClientOptions.Builder::connectTimeout),
                client("frameTimeout", 10, ClientOptions.Builder::frameTimeout),
                client("plainPeerGrace", 1, ClientOptions.Builder::plainPeerGrace),
                client("closeTimeout", 10, ClientOptions.Builder::closeTimeout),
                plain("window", 10, Sessions::resumable),
                plain("saveEvery", 10, Sessions.resumable(DAY)::saveEvery),
                plain("keepalive every", 10, Keepalive::every),
                plain("keepalive deadAfter", 20, Keepalive.standard()::deadAfter),
                plain("cap", 1, cap -> Reconnect.exponential(Duration.ofMillis(1), cap)));
    }

    private static Arguments plain(String name, long shortest, Consumer<Duration> setter) {
        return Arguments.of(name, Duration.ofMillis(shortest), setter);
    }

    private static Arguments server(String name, long shortest, BiConsumer<ServerOptions.Builder, Duration> set) {
        Consumer<Duration> setter = value -> set.accept(ServerOptions.builder(), value);
        return Arguments.of(name, Duration.ofMillis(shortest), setter);
    }

    private static Arguments client(String name, long shortest, BiConsumer<ClientOptions.Builder, Duration> set) {
        Consumer<Duration> setter = value -> set.accept(ClientOptions.builder(), value);
        return Arguments.of(name, Duration.ofMillis(shortest), setter);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("durations")
    @SuppressWarnings("NullAway") // null is one of the values that are refused
    void aDurationOutOfRangeIsNamedWithItsRange(String name, Duration shortest, Consumer<Duration> set) {
        set.accept(shortest);
        set.accept(DAY);
        for (Duration wrong :
                new Duration[] {Duration.ZERO, shortest.minusNanos(1), shortest.negated(), DAY.plusNanos(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> set.accept(wrong))
                    .withMessage(name + " " + wrong + " is not in " + shortest + "..PT24H");
        }
        assertThatNullPointerException().isThrownBy(() -> set.accept(null)).withMessage(name);
    }

    @Test
    void aPortOutOfRangeIsNamed() {
        for (int port : new int[] {-1, 65536}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServerOptions.builder().port(port))
                    .withMessage("port " + port + " is not in 0..65535");
        }
        assertThat(ServerOptions.builder().port(65535).build().port()).isEqualTo(65535);
    }

    @Test
    void anInboxOutOfRangeIsNamed() {
        for (int bytes : new int[] {-1, 0, (64 << 10) - 1, (1 << 30) + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientOptions.builder().inboxBytes(bytes))
                    .withMessage("inboxBytes " + bytes + " is not in 64 KiB..1 GiB");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServerOptions.builder().inboxBytes(bytes));
        }
    }

    @Test
    void aContradictionIsRefusedWithBothValues() {
        ClientOptions.Builder builder =
                ClientOptions.builder().connectTimeout(Duration.ofMillis(200)).plainPeerGrace(Duration.ofMillis(200));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("plainPeerGrace PT0.2S is not shorter than connectTimeout PT0.2S:"
                        + " no plain server could ever be recognised");
        assertThat(builder.plainPeerGrace(Duration.ofMillis(199)).build().plainPeerGrace())
                .isEqualTo(Duration.ofMillis(199));
    }

    @Test
    void limitsHaveTheirRanges() {
        Limits standard = Limits.standard();
        assertThat(standard).hasToString("Limits[]");
        assertThat(standard.withMaxFrameBytes(64).withMaxDepth(1)).hasToString("Limits[maxFrameBytes=64, maxDepth=1]");
        assertThat(standard.withMaxFrameBytes((16 << 20) - 1).withMaxDepth(128).maxFrameBytes())
                .isEqualTo(16_777_215);
        for (int bytes : new int[] {-1, 0, 63, 16 << 20, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> standard.withMaxFrameBytes(bytes))
                    .withMessage("maxFrameBytes " + bytes + " is not in 64..16777215");
        }
        for (int depth : new int[] {-1, 0, 129}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> standard.withMaxDepth(depth))
                    .withMessage("maxDepth " + depth + " is not in 1..128");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withMaxQueuedTime(Duration.ofMillis(9)))
                .withMessage("maxQueuedTime PT0.009S is not in PT0.01S..PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withMaxBytesPerSecond(63))
                .withMessage("maxBytesPerSecond 63 is not in 64..1099511627776");
    }

    @Test
    void limitsHoldOnTheFirstEveningOfAServerOnTheInternet() {
        Limits standard = Limits.standard();
        assertThat(standard.maxFrameBytes()).isEqualTo(1 << 20);
        assertThat(standard.maxDepth()).isEqualTo(32);
        assertThat(standard.maxConnections()).isEqualTo(10_000);
        assertThat(standard.maxConnectionsPerAddress()).isEqualTo(256);
        assertThat(standard.maxHandshakes()).isEqualTo(1_000);
        assertThat(standard.maxFailedHandshakes()).isEqualTo(60);
        assertThat(standard.maxMessagesPerSecond()).isEqualTo(1_000);
        assertThat(standard.maxBytesPerSecond()).isEqualTo(1 << 20);
        assertThat(standard.burst()).isEqualTo(Duration.ofSeconds(2));
        assertThat(standard.isDryRun()).isFalse();
        assertThat(standard.maxQueuedBytes()).isEqualTo(1 << 20);
        assertThat(standard.maxQueuedTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(standard.maxBufferedBytes()).isEqualTo(64 << 20);
    }

    @Test
    void limitsThatWereChangedSayWhich() {
        assertThat(Limits.standard()
                        .withMaxConnections(1)
                        .withMaxConnectionsPerAddress(2)
                        .withMaxHandshakes(3)
                        .withMaxFailedHandshakes(4)
                        .withMaxMessagesPerSecond(5)
                        .withMaxBytesPerSecond(64)
                        .withBurst(Duration.ofMillis(10))
                        .withDryRun(true)
                        .withMaxQueuedBytes(1024)
                        .withMaxQueuedTime(Duration.ofMillis(20))
                        .withMaxBufferedBytes(1 << 20))
                .hasToString(
                        "Limits[maxConnections=1, maxConnectionsPerAddress=2, maxHandshakes=3, maxFailedHandshakes=4,"
                                + " maxMessagesPerSecond=5, maxBytesPerSecond=64, burst=10, dryRun=true, maxQueuedBytes=1024,"
                                + " maxQueuedTime=20, maxBufferedBytes=1048576]");
    }

    @Test
    void limitsAreEqualByValue() {
        Limits small = Limits.standard().withMaxDepth(3);

        assertThat(small)
                .isEqualTo(Limits.standard().withMaxDepth(3))
                .hasSameHashCodeAs(Limits.standard().withMaxDepth(3));
        assertThat(small).isNotEqualTo(Limits.standard()).isNotEqualTo(small.withMaxFrameBytes(70));
    }
}
