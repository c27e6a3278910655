package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScalarBytesTest {
    private static final Set<PackType> UNTOLD =
            EnumSet.of(PackType.STRING, PackType.BINARY, PackType.ARRAY, PackType.MAP, PackType.EXT);

    @Test
    void areWhatAReaderPassesOverForEachFirstByte() {
        for (int head = 0; head < 256; head++) {
            boolean isUntold = UNTOLD.contains(PackType.of(head)) || head == Format.NEVER_USED;

            assertThat(ScalarBytes.of(head))
                    .as("head %x", head)
                    .isEqualTo(isUntold ? ScalarBytes.UNTOLD : passedOver(head));
        }
    }

    private static int passedOver(int head) {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) head;
        PackReader reader = new PackReader().reset(bytes, 0, bytes.length);
        reader.skip();
        return reader.position();
    }
}
