package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
    private static int find(KeyTable table, String name) {
        byte[] bytes = ("..." + name + "...").getBytes(StandardCharsets.UTF_8);
        return table.find(bytes, 3, bytes.length - 6);
    }

    @Test
    void findsEachName() {
        String[] names = {"x", "y", "player_id", "", "größe", "a name that is longer than any other"};
        var table = new KeyTable(names);

        for (int i = 0; i < names.length; i++) {
            assertThat(find(table, names[i])).isEqualTo(i);
        }
    }

    @Test
    void aNameThatLooksAlikeIsUnknown() {
        var table = new KeyTable(new String[] {"abcd", "player"});

        assertThat(find(table, "abxd")).isEqualTo(KeyTable.UNKNOWN);
        assertThat(find(table, "playe")).isEqualTo(KeyTable.UNKNOWN);
        assertThat(find(table, "players")).isEqualTo(KeyTable.UNKNOWN);
        assertThat(find(table, "")).isEqualTo(KeyTable.UNKNOWN);
    }

    /** Short names are hashed by all their bytes, longer ones by their ends and their length. */
    @ParameterizedTest
    @ValueSource(strings = {"p%03dx", "player_%03dx"})
    void tellsNamesApartThatShareTheirEndsAndTheirLength(String form) {
        String[] names =
                IntStream.range(0, 500).mapToObj(i -> String.format(form, i)).toArray(String[]::new);
        var table = new KeyTable(names);

        for (int i = 0; i < names.length; i++) {
            assertThat(find(table, names[i])).isEqualTo(i);
        }
        assertThat(find(table, String.format(form, 999))).isEqualTo(KeyTable.UNKNOWN);
    }

    /** Short names are compared as one number, also where the array ends right behind them. */
    @Test
    void seesEachByteOfANameAndNoneBesideItWhereverThatLies() {
        for (int size = 0; size < 20; size++) {
            String name = "abcdefghijklmnopqrstu".substring(0, size);
            var table = new KeyTable(new String[] {name});
            for (int from = 0; from < 12; from++) {
                byte[] bytes = Bytes.ascii("#".repeat(from) + name + "#");
                assertThat(table.find(bytes, from, size, 0)).isZero();
                assertThat(table.find(bytes, from, size)).isZero();
                for (int at = from; at < from + size; at++) {
                    bytes[at] ^= (byte) 0x80;
                    assertThat(table.find(bytes, from, size, 0)).isEqualTo(KeyTable.UNKNOWN);
                    bytes[at] ^= (byte) 0x80;
                }
            }
        }
    }

    @Test
    void anEmptyTableKnowsNothing() {
        assertThat(find(new KeyTable(new String[0]), "x")).isEqualTo(KeyTable.UNKNOWN);
    }

    @Test
    void theNameThatIsDueIsFoundLikeAnyOther() {
        var table = new KeyTable(new String[] {"x", "y"});
        byte[] bytes = Bytes.ascii("yx");

        assertThat(table.find(bytes, 0, 1, 1)).isEqualTo(1);
        assertThat(table.find(bytes, 0, 1, 0)).isEqualTo(1);
        assertThat(table.find(bytes, 1, 1, 2)).isEqualTo(0);
    }
}
