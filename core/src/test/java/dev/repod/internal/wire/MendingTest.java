package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Ext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MendingTest {
    private static byte[] mend(byte[] payload) {
        PackWriter out = new PackWriter();
        Mending.copy(new PackReader().reset(payload, 0, payload.length), out);
        return out.toByteArray();
    }

    @Test
    void leavesAValueWithoutBadStringsAsItIs() {
        PackWriter writer = new PackWriter();
        Object value = Map.of("a", List.of(1, 2.5, "é", Map.of(7, new Ext(5, new byte[] {1, 2, 3}))));
        Values.write(writer, value, "test");
        assertThat(mend(writer.toByteArray())).isEqualTo(writer.toByteArray());
    }

    @Test
    void replacesBadBytesInKeysAndInNestedValues() {
        // {"a\xff": ["\xc3", 1]}
        byte[] mended = mend(HexFormat.of().parseHex("81a261ff92a1c301"));
        Object read = Values.read(new PackReader().reset(mended, 0, mended.length));
        assertThat(read).isEqualTo(Map.of("a\ufffd", List.of("\ufffd", 1L)));
        assertThat(Utf8.isValid(mended, 2, 6)).isTrue();
    }

    @Test
    void widensTheHeaderOfAStringThatGrows() {
        byte[] payload = new byte[32];
        java.util.Arrays.fill(payload, (byte) 0xff);
        payload[0] = (byte) 0xbf;
        byte[] mended = mend(payload);
        assertThat(mended[0]).isEqualTo((byte) 0xd9);
        assertThat(new String(mended, 2, mended.length - 2, StandardCharsets.UTF_8))
                .isEqualTo("\ufffd".repeat(31));
    }
}
