package dev.repod.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** The failures of an address. */
class AttemptsPerMinuteTest {
    private static final long SECOND = 1_000_000_000L;

    private final AttemptsPerMinute failures = new AttemptsPerMinute(2);

    private boolean may(String host, long seconds) {
        return failures.add(Addresses.of(host), seconds * SECOND);
    }

    @Test
    void areCountedForEachMinuteAndAddress() {
        assertThat(may("127.0.0.1", 0)).isTrue();
        assertThat(may("127.0.0.1", 1)).isTrue();
        assertThat(may("127.0.0.1", 59)).isFalse();
        assertThat(may("127.0.0.2", 59)).isTrue();
        assertThat(may("127.0.0.1", 60)).isTrue();
    }

    @Test
    void ofOneNetworkOfIpv6AreCountedTogether() {
        assertThat(may("2001:db8::1", 0)).isTrue();
        assertThat(may("2001:db8::2", 0)).isTrue();
        assertThat(may("2001:db8::ffff:3", 0)).isFalse();
        assertThat(may("2001:db8:0:1::1", 0)).isTrue();
    }

    @Test
    void ofManyAddressesAreForgottenOldestFirst() {
        may("10.0.0.0", 0);
        may("10.0.0.0", 0);
        for (int i = 1; i <= 10_000; i++) {
            may("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 0);
        }

        assertThat(may("10.0.0.0", 0)).isTrue();
        assertThat(may("10.0.39.16", 0)).isTrue();
    }

    @Test
    void areNotForgottenWhereTheyWereTooManyBecauseOthersFailOnce() {
        for (int i = 0; i < 3; i++) {
            may("10.0.0.0", 0);
        }
        for (int i = 1; i <= 30_000; i++) {
            may("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 0);
        }

        assertThat(may("10.0.0.0", 0)).isFalse();
        assertThat(failures.addresses()).isEqualTo(AttemptsPerMinute.MOST_ADDRESSES + 1);
    }

    @Test
    void thatWereTooManyAreRememberedOfSoManyAddressesAndNoMore() {
        for (int i = 0; i <= 10_000; i++) {
            for (int times = 0; times < 3; times++) {
                may("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 0);
            }
        }

        assertThat(failures.addresses()).isEqualTo(AttemptsPerMinute.MOST_ADDRESSES);
        assertThat(may("10.0.0.0", 0)).isTrue();
        assertThat(may("10.0.39.16", 0)).isFalse();
    }

    @Test
    void ofAnAddressThatHasNoBytesAreCountedToo() {
        assertThatCode(() -> failures.add(InetSocketAddress.createUnresolved("x", 1), 0))
                .doesNotThrowAnyException();
    }
}
