package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageWithActionTest {
    @Test
    void keepsEveryFieldAndChangesTheActionAlone() {
        Message asked = Message.of("echo", "n", 1, "list", List.of(1, "two"), "nothing", null, "map", Map.of(7, true));

        Message answer = asked.withAction("echo_reply");

        assertThat(answer)
                .isEqualTo(Message.of(
                        "echo_reply", "n", 1, "list", List.of(1, "two"), "nothing", null, "map", Map.of(7, true)));
        assertThat(answer.action()).isEqualTo("echo_reply");
        assertThat(asked.action()).isEqualTo("echo");
    }

    @Test
    void copiesTheBytesOfTheFieldsAsTheyCameWhereverTheActionStands() {
        // {"a": 1 as int32, "action": "x" as str8, "b": 1.5 as float32}: forms that this library would not write
        // itself.
        String before = "83" + "a161" + "d200000001" + "a6616374696f6e";
        String after = "a162" + "ca3fc00000";
        Message received = Wire.decode(HexFormat.of().parseHex(before + "d90178" + after));

        byte[] frame = Wire.encode(received.withAction("longer"));

        assertThat(HexFormat.of().formatHex(frame, 4, frame.length)).isEqualTo(before + "a66c6f6e676572" + after);
        assertThat(frame[3]).isEqualTo((byte) (frame.length - 4));
    }

    @Test
    void changesTheLastOfSeveralActionsWhichIsTheOneThatCounts() {
        Message received = Wire.decode(HexFormat.of().parseHex("82" + "a6616374696f6ea161" + "a6616374696f6ea162"));

        Message renamed = Wire.decode(payload(received.withAction("c")));

        assertThat(renamed.action()).isEqualTo("c");
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> Message.of("a").withAction(nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("newAction");
    }

    @SuppressWarnings("NullAway") // the point of the test
    private static String nothing() {
        return null;
    }

    private static byte[] payload(Message message) {
        byte[] frame = Wire.encode(message);
        return java.util.Arrays.copyOfRange(frame, 4, frame.length);
    }
}
