package dev.repod.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hostile peer's message is relayed to all: a Python player must be able to read everything that it is sent. */
@Tag("interop")
class InteropRelayTest {
    private static final String RELAY = "82a6616374696f6ea572656c6179a161";

    private ServiceServer server;
    private ChildProgram strict;

    @BeforeEach
    void join() throws IOException {
        server = ServiceServer.started();
        strict = Peers.python("raw_peer", "127.0.0.1", server.port());
        strict.readEvent("connected");
        assertThat(nextFrame()).containsEntry("hex", "81a6616374696f6ea9636f6e6e6563746564");
    }

    @AfterEach
    void leave() {
        if (strict != null) {
            strict.close();
        }
        server.stop();
    }

    /** What msgpack-python makes of the next frame; fails where it cannot read it. */
    private Map<String, Object> nextFrame() {
        strict.writeLine("{\"expect\": 1, \"timeout\": 10}");
        Map<String, Object> event = Json.object(strict.readLine());
        assertThat(event).containsEntry("event", "frame");
        return event;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bad UTF-8, a3 6fff6b, true",
        "an overlong form, a3 c080 6b, true",
        "half a surrogate pair, a3 eda080, true",
        "a sequence cut short, a2 61e2, true",
        "bad UTF-8 in a key, 81 a2c328 01, true",
        "an array as a map key, 81 9101 01, false",
        "a map as a map key, 81 80 01, false",
        "a map as a map key in a list, 91 81 80 01, false",
        "a timestamp of 5 bytes, c705ff 0000000001, false",
        "a timestamp of no bytes, c700ff, false",
        "a timestamp of 2 bytes, d5ff 0000, false",
        "a billion nanoseconds, d7ff ee6b280000000001, false",
        "a billion nanoseconds in 12 bytes, c70cff 3b9aca00 0000000000000001, false",
        "a negative ext, d4fe 00, false",
        "the most negative ext, c70180 00, false"
    })
    void whatAHostilePeerSaysIsReadableOrNotPassedOn(String name, String value, boolean isPassedOn) throws IOException {
        try (RawPeer hostile = RawPeer.connectTo(server).greeted()) {
            hostile.sendPayload(RawPeer.hex(RELAY + value));
            Message answer = hostile.readMessage();
            assertThat(answer.action()).isEqualTo(isPassedOn ? "relay" : "error");
            hostile.send(Message.of("relay", "a", "afterwards"));
            if (isPassedOn) {
                assertThat(nextFrame().get("value").toString()).startsWith("{action=relay, a=");
            }
            assertThat(nextFrame().get("value")).isEqualTo(Map.of("action", "relay", "a", "afterwards"));
        }
    }

    @Test
    void anExtremeButReadableMessageIsPassedOnByteForByte() throws IOException {
        // The last nanosecond of an Instant, an ext of type 127, uint64's end, a NaN with a payload, nil as a key.
        String value = "95 c70cff3b9ac9ff00701cd2fa9578ff d47f00 cfffffffffffffffff cb7ff8000000000001 81c0c0";
        try (RawPeer peer = RawPeer.connectTo(server).greeted()) {
            byte[] payload = RawPeer.hex(RELAY + value);
            peer.sendPayload(payload);
            assertThat(peer.readPayload()).isEqualTo(payload);
            assertThat(nextFrame()).containsEntry("hex", (RELAY + value).replace(" ", ""));
        }
    }

    @Test
    void theStrictPeerGetsItsAnswersToo() {
        strict.writeLine("{\"send\": {\"action\": \"move\", \"x\": {\"float\": \"nan\"}, \"y\": 1}}");
        assertThat(strict.readEvent("sent")).containsKey("bytes");
        assertThat(nextFrame().get("value"))
                .isEqualTo(
                        Map.of("action", "error", "message", "invalid move: position out of bounds", "about", "move"));
    }

    @Test
    void aStrictPeerIsToldWhyItIsSentAway() {
        // A message before the nonsense shows that it is a plain peer, which is told in words.
        strict.writeLine("{\"send_hex\": \"0000000a81a6616374696f6ea17800000001c0\"}");
        strict.readEvent("sent");
        strict.writeLine("{\"expect_end\": true, \"timeout\": 10}");
        assertThat(strict.readEvent("frame").get("value").toString()).contains("protocol error: ");
        strict.readEvent("eof");
    }
}
