package dev.repod.testkit;

import dev.repod.Message;
import dev.repod.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** A peer that sends whatever it likes: garbage, half frames, greetings out of place, ids that it has not been given. */
public final class HostilePeer {
    private static final List<String> PAYLOADS = List.of(
            "9401010080",
            "9401010380",
            "94010101" + "83a773657373696f6ec41000112233445566778899aabbccddeeff"
                    + "a8726563656976656400ab726573656e645f66726f6d00",
            "9402010080",
            "920301",
            "920401",
            "920500",
            "9205cf7fffffffffffffff",
            "9306a6636c6f736564a0",
            "9306a974696d65645f6f7574a0",
            "9140",
            "90",
            "01",
            "c3",
            "c0",
            "c1",
            "80",
            "81a6616374696f6e01",
            "81a6616374696f6ea470696e67",
            "81a6616374696f6ea470696e67ff",
            "81a6616374696f6ea9636f6e6e6563746564",
            "d9ff61",
            "df7fffffff",
            "dd7fffffff91");

    private final PlainPeer peer;
    private final RandomGenerator random;
    private boolean ended;

    /** Connects. */
    public HostilePeer(NetworkLab lab, int port, RandomGenerator random) {
        this.random = random;
        this.peer = new PlainPeer(lab);
        peer.mayFail = true;
        peer.connect(port);
    }

    /** Does one thing, if there is a connection still. */
    public void act() {
        if (ended || !peer.isConnected() || peer.closed) {
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> end();
            case 2 -> peer.reading(random.nextBoolean());
            case 3 -> peer.sendBytes(garbage());
            case 4 -> peer.sendBytes("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            case 5 -> peer.sendBytes(Wire.encode(Message.of("recover_session", "session_id", "ab".repeat(16))));
            case 6 -> peer.sendBytes(half(Wire.encode(Message.of("strange", "text", "x".repeat(100)))));
            case 7 -> peer.sendBytes(Wire.encode(Message.of("strange", "text", "x")));
            default -> peer.sendPayload(PAYLOADS.get(random.nextInt(PAYLOADS.size())));
        }
    }

    private void end() {
        ended = true;
        if (random.nextBoolean()) {
            peer.end();
        } else {
            peer.reset();
        }
    }

    private byte[] garbage() {
        byte[] bytes = new byte[1 + random.nextInt(40)];
        random.nextBytes(bytes);
        // Mostly a length that is let through, so that what follows is looked at.
        if (random.nextInt(4) > 0) {
            System.arraycopy(HexFormat.of().parseHex("00000008"), 0, bytes, 0, Math.min(4, bytes.length));
        }
        return bytes;
    }

    private byte[] half(byte[] frame) {
        return java.util.Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
    }

    /** Goes away, if it is there. */
    public void leave() {
        if (peer.isConnected() && !peer.closed) {
            peer.reset();
        }
    }
}
