package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.PayloadScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream whose first byte is not 0 is no stream of frames: it ends at once, however it is split, and nothing of it is delivered. */
class FirstBytesFuzzTest {
    private static final List<String> STARTS = List.of(
            "",
            "GET / HTTP/1.1\r\n\r\n",
            "\u0016\u0003\u0001",
            "\u0003\u0000",
            "SSH-2.0-x\r\n",
            "POST",
            "PRI *",
            "\u0000");

    @FuzzTest(maxDuration = "60s")
    void aStreamThatIsNoneOfFramesEndsAtItsFirstByte(byte[] script) {
        var in = new FuzzInput(script);
        int[] steps = {1 + in.pick(8), 1 + in.pick(256)};
        byte[] start = STARTS.get(in.pick(STARTS.size())).getBytes(StandardCharsets.ISO_8859_1);
        byte[] frame = in.oneIn(2) ? new FuzzedFrames(in).frame() : new byte[0];
        byte[] stream = Frames.joined(start, frame, in.rest());
        if (stream.length == 0) {
            return;
        }
        boolean canBeFrames = stream[0] == 0;
        for (int to = 1; to <= Math.min(8, stream.length); to++) {
            String name = FirstBytes.foreignProtocol(stream, 0, to);
            assertThat(canBeFrames && name != null).isFalse();
            assertThat(name == null || List.of("TLS", "RDP", "SSH", "HTTP").contains(name))
                    .isTrue();
        }
        Served served = serve(stream, steps);
        if (!canBeFrames) {
            assertThat(served.readsUntilEnd).isEqualTo(1);
            assertThat(served.messages).isZero();
            assertThat(served.ends)
                    .singleElement()
                    .extracting(CloseReason::kind)
                    .isEqualTo(Kind.PROTOCOL_ERROR);
        }
    }

    private static Served serve(byte[] stream, int[] steps) {
        var served = new Served();
        var link = new FuzzedLink(java.net.InetSocketAddress.createUnresolved("peer.test", 1));
        SessionConfig config = FuzzedServer.config(false);
        var session = new ServerSession(link, config, new Workbench(), SessionRig.visit(config), served, null);
        session.greet(0);
        session.onFlush(0);
        int at = 0;
        while (at < stream.length && session.isOpen()) {
            int to = Math.min(stream.length, at + steps[Math.min(1, served.readsUntilEnd)]);
            session.onBytes(stream, at, to, 0);
            session.onFlush(0);
            served.readsUntilEnd++;
            at = to;
        }
        return served;
    }

    private static final class Served extends StubHost {
        private final List<CloseReason> ends = new ArrayList<>();
        private int messages;
        private int readsUntilEnd;

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            messages++;
        }

        @Override
        public void onEnded(CloseReason reason) {
            ends.add(reason);
        }
    }
}
