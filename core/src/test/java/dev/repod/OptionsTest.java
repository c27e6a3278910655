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
                client("closeTimeout", 10, ClientOptions.Builder::closeTimeout));
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
        assertThat(standard).hasToString("Limits[maxFrameBytes=1048576, maxDepth=32]");
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
