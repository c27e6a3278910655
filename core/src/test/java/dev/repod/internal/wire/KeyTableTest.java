package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    @Test
    void tellsNamesApartThatShareTheirEndsAndTheirLength() {
        String[] names = IntStream.range(0, 500)
                .mapToObj(i -> String.format("p%03dx", i))
                .toArray(String[]::new);
        var table = new KeyTable(names);

        for (int i = 0; i < names.length; i++) {
            assertThat(find(table, names[i])).isEqualTo(i);
        }
        assertThat(find(table, "p999x")).isEqualTo(KeyTable.UNKNOWN);
    }

    /** Names are compared eight bytes at once, where the array has as many before the name's end. */
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
