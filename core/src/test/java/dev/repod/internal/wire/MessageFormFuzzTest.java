package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Whatever a scan knows of earlier messages, it says the same of the next one as a scan that knows nothing. */
class MessageFormFuzzTest {
    private static final String[] WORDS = {"action", "x", "y", "text", "player_id", "position_of_all", "\u00e4", ""};
    private static final int MOST_MESSAGES = 8;
    private static final byte[] BEHIND = Bytes.hex("a67465787461a178");

    @FuzzTest(maxDuration = "60s")
    void whatIsKnownOfOtherMessagesChangesNothing(byte[] script) {
        var in = new FuzzInput(script);
        PayloadScan knowing = asked();
        byte[] message =
                new FuzzedPack(in, WORDS).message("move", "player_moved").take();
        for (int i = 0; i < MOST_MESSAGES && !in.isOver(); i++) {
            for (int times = 0; times < MessageForms.LEARNED_OF; times++) {
                check(knowing, message);
            }
            byte[] next = in.oneIn(3)
                    ? new FuzzedPack(in, WORDS).message("move", "player_moved").take()
                    : FuzzedPack.mutated(in, message);
            check(knowing, next);
            message = in.oneIn(2) ? next : message;
        }
    }

    private static PayloadScan asked() {
        var scan = new PayloadScan(8);
        scan.notes().ask();
        return scan;
    }

    private static void check(PayloadScan knowing, byte[] message) {
        byte[] array = Arrays.copyOf(message, message.length + BEHIND.length);
        System.arraycopy(BEHIND, 0, array, message.length, BEHIND.length);
        assertThat(ScanVerdict.of(knowing, array, 0, message.length))
                .isEqualTo(ScanVerdict.of(asked(), array, 0, message.length));
    }
}
