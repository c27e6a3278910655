package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {
    @ParameterizedTest
    @CsvSource({
        "move, move",
        "Move, move",
        "PlayerJoined, player_joined",
        "playerId, player_id",
        "HTTPMove, http_move",
        "moveHTTP, move_http",
        "move2D, move2_d",
        "x2, x2",
        "X, x",
        "aB, a_b",
        "AB, ab",
        "ABc, a_bc",
        "RED_TEAM, red_team",
        "RED_2D, red_2_d",
        "already_snake, already_snake",
        "_hidden, _hidden",
        "trailing_, trailing_",
        "$id, $id",
        "größeÄndern, größe_ändern",
    })
    void anUnderscoreComesBeforeEachWordButTheFirst(String javaName, String wireName) {
        assertThat(SnakeCase.of(javaName)).isEqualTo(wireName);
    }

    @Test
    void aTurkishMachineWritesTheSameNames() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(SnakeCase.of("PlayerID")).isEqualTo("player_id");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anEmptyNameStaysEmpty() {
        assertThat(SnakeCase.of("")).isEmpty();
    }
}
