package dev.repod.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.internal.wire.BrokenPeerException;
import org.junit.jupiter.api.Test;

/** The PINGs of a peer. */
class PingAllowanceTest {
    private static final long SECOND = 1_000_000_000L;

    private final PingAllowance allowance = new PingAllowance(0);

    @Test
    void areHadAtOnceUpToABurst() {
        for (int i = 0; i < PingAllowance.BURST; i++) {
            allowance.check(0);
        }

        assertThatThrownBy(() -> allowance.check(0))
                .isInstanceOfSatisfying(
                        BrokenPeerException.class,
                        broken -> assertThat(broken.reason().limit()).isEqualTo("pings"));
    }

    @Test
    void areHadForEverAtTenASecond() {
        for (long tenth = 0; tenth < 10_000; tenth++) {
            allowance.check(tenth * SECOND / 10);
        }
    }
}
