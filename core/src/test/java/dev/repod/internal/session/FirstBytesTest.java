package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {
    private static final String TLS_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001";
    private static final String RDP_REQUEST = "\u0003\u0000\u0000\u0013\u000e\u00e0";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @org.jspecify.annotations.Nullable String protocol(String start) {
        byte[] shifted = bytes("\u0000" + start + "GET ");
        return FirstBytes.foreignProtocol(shifted, 1, 1 + start.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "POST /x",
                "HEAD /",
                "PUT /",
                "OPTIONS *",
                "DELETE /",
                "CONNECT a:1",
                "PRI * HTTP/2.0",
                "HTTP/1.1 400"
            })
    void knowsHttp(String start) {
        assertThat(protocol(start)).isEqualTo("HTTP");
        assertThat(protocol(start.substring(0, 1))).isEqualTo("HTTP");
        assertThat(protocol(start.substring(0, 3))).isEqualTo("HTTP");
    }

    @Test
    void knowsTlsRdpAndSsh() {
        assertThat(protocol(TLS_HELLO)).isEqualTo("TLS");
        assertThat(protocol(TLS_HELLO.substring(0, 1))).isEqualTo("TLS");
        assertThat(protocol(RDP_REQUEST)).isEqualTo("RDP");
        assertThat(protocol(RDP_REQUEST.substring(0, 1))).isEqualTo("RDP");
        assertThat(protocol("SSH-2.0-OpenSSH_9.2")).isEqualTo("SSH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000", "\u0000\u0000\u0000\u0012", "", "hello there", "\u0016\u0004", "\u0003\u0001", "GOT "})
    void aFrameOrWhatNobodyKnowsIsNoForeignProtocol(String start) {
        assertThat(protocol(start)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\n\r\n',HTTP",
        "'\u0016\u0003\u0001',TLS",
        "'\u0003\u0000\u0000\u0013',RDP",
        "'SSH-2.0',SSH"
    })
    void aServerTellsAScannerNothing(String start, String protocol) {
        SessionRig rig = SessionRig.server();
        rig.sent();

        rig.in(bytes(start));

        assertThat(rig.sent()).isEmpty();
        assertThat(rig.told())
                .containsExactly("ended PROTOCOL_ERROR: the first bytes are " + protocol + ", not a frame");
    }

    @Test
    void aServerThatAnswersWithHttpIsAProtocolErrorForAClient() {
        SessionRig rig = SessionRig.client();
        rig.sent();

        rig.in(bytes("HTTP/1.1 400 Bad Request\r\n"));

        assertThat(rig.told()).containsExactly("ended PROTOCOL_ERROR: the first bytes are HTTP, not a frame");
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void onlyTheFirstBytesOfALinkAreLookedAtLikeThat() {
        SessionRig rig = SessionRig.greetedServer();

        rig.in(Frames.message("a")).in(bytes("GET /"));

        assertThat(rig.told())
                .containsExactly(
                        "message a", "ended PROTOCOL_ERROR: no frame begins with 0x47: lengths stay under 16 MiB");
    }
}
