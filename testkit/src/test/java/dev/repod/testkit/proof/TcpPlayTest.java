package dev.repod.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same over real sockets, in small. */
final class TcpPlayTest {
    @Test
    void eachMessageArrivesOnceAndInOrder() {
        Figures figures = new Figures();

        assertThat(new TcpPlay(1, new Scale(20, 4_000), figures, () -> {}).run())
                .isEmpty();

        assertThat(figures.cuts()).isGreaterThanOrEqualTo(20);
    }
}
