package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    private static AppVersion version(String text) {
        return Objects.requireNonNull(AppVersion.parse(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2", "1.9, 1.10", "1.4, 1.4.1", "1.4-beta, 1.4", "1.3, 1.4-beta", "1.4-alpha, 1.4-beta",
        "1.4-rc.2, 1.4-rc.10", "1.4-rc, 1.4-rc.1", "1.4-1, 1.4-a", "0.9, 1", "999999999, 999999999.1", "2-0, 2-a",
    })
    void oneIsBelowTheOther(String lower, String higher) {
        assertThat(version(lower)).isLessThan(version(higher));
        assertThat(version(higher)).isGreaterThan(version(lower)).isNotEqualTo(version(lower));
    }

    @ParameterizedTest
    @CsvSource({"1.4, 1.4.0", "1, 1.0.0.0", "01.4, 1.04", "1.4-b, 1.4.0-b"})
    void bothAreTheSame(String one, String other) {
        assertThat(version(one)).isEqualByComparingTo(version(other)).isEqualTo(version(other));
        assertThat(version(one)).hasSameHashCodeAs(version(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v1",
                "1.",
                ".1",
                "1..2",
                "1.x",
                "-1",
                "1 2",
                "1-",
                "1-a..b",
                "1.4+build",
                "1234567890",
                "1.4-\u0000",
                "1.2.3.4.5.6.7.8.9",
                "1.4-abcdefghijklmnopqrstuvwxyz",
                "\u0661.\u0664",
                "1.4\n",
            })
    void thisIsNoVersion(String text) {
        assertThat(AppVersion.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "*, 0, 0",
        "*, 99-x, 0",
        ">=1.4 <2, 1.4, 0",
        ">=1.4 <2, 1.4.0, 0",
        ">=1.4 <2, 1.99.9, 0",
        ">=1.4 <2, 1.3.9, -1",
        ">=1.4 <2, 1.4-rc, -1",
        ">=1.4 <2, 2, 1",
        ">=1.4 <2, 2.0-beta, 0",
        "<2-0, 2.0-beta, 1",
        ">1.4, 1.4, -1",
        ">1.4, 1.4.1, 0",
        "<=1.4, 1.4, 0",
        "<=1.4, 1.4.1, 1",
        "=1.4, 1.4.0, 0",
        "=1.4, 1.5, 1",
        "=1.4, 1.3, -1",
        "' >=1.4   <2 ', 1.5, 0",
        ">=2 <1, 1.5, -1",
        "<2 >=1.4, 1, -1",
    })
    void aVersionIsTooOldOrInItOrTooNew(String range, String version, int misses) {
        assertThat(Integer.signum(VersionRange.parse(range).misses(version(version))))
                .isEqualTo(misses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "1.4",
                ">= 1.4",
                ">=",
                "=>1.4",
                "~1.4",
                "^1.4",
                ">=1.4, <2",
                ">=1.4 ||<2",
                "* >=1",
                ">=1.x",
                "==1",
                ">=1.4\t<2",
            })
    void thisIsNoRangeAndIsRefusedAtTheCall(String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().accepts(range))
                .withMessageContaining("the version range \"" + range + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "1."})
    void aClientsOwnVersionIsCheckedAtTheCall(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.builder().app("tag", version))
                .withMessageContaining("\"" + version + "\"");
    }

    @Test
    void soIsANameOnEitherSide() {
        String long65 = "x".repeat(65);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.builder().app(long65, "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().app(" "));
        assertThat(ServerOptions.builder().app("x".repeat(64)).build()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, >=1, -, -, false, -",
                "-, >=1, -, -, true, 'this server needs version >=1, and your game does not say its version: update your game'",
                "-, *, -, -, true, -",
                "tag, -, -, -, true, -",
                "tag, -, tag, -, true, -",
                "tag, -, Tag, 1, true, 'this server is for tag, and your game is Tag: look for a server of your own game'",
                "tag, -, chess, -, false, 'this server is for tag, and your game is chess: look for a server of your own game'",
                "-, >=1, chess, 1, true, -",
                "tag, >=1, -, 1, true, -",
                "-, >=1, -, 1x, true, 'this server needs version >=1, and you have 1x, which is no version: update your game'",
                "-, *, -, 1x, true, -",
            })
    void whatAPlayerIsTold(String app, String range, String theirs, String version, boolean canSay, String text) {
        AppCheck check = new AppCheck(app, range == null ? null : VersionRange.parse(range));

        assertThat(check.misfit(theirs, version, canSay)).isEqualTo(text);
    }

    @Test
    void aStrangersWordsAreCutShortAndMadeHarmless() {
        AppCheck check = new AppCheck("tag", VersionRange.parse(">=1"));

        assertThat(check.misfit("a\nb" + "x".repeat(1000), "1", true))
                .contains("a?bx")
                .hasSizeLessThan(400);
        assertThat(check.misfit("tag", "\u001b[31m" + "9".repeat(1000), true))
                .contains("?[31m9")
                .hasSizeLessThan(400);
    }
}
