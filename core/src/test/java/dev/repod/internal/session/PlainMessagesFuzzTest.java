package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.FuzzedPack;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.Values;
import java.util.Map;
import java.util.Objects;

/** What plain peers say about their sessions and their lives is seen exactly where it is said. */
class PlainMessagesFuzzTest {
    private final PayloadScan scan = new PayloadScan(32);

    @FuzzTest(maxDuration = "60s")
    void aPlainPeersWordsAreSeenExactlyWhereTheyAreSaid(byte[] script) {
        var in = new FuzzInput(script);
        boolean isMutated = in.oneIn(3);
        byte[] made = payload(in);
        byte[] payload = isMutated ? FuzzedPack.mutated(in, made) : made;
        if (!isMessage(payload)) {
            return;
        }
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(Values.read(reader(payload)));
        boolean isAlone = reader(payload).readMapHeader() == 1;
        Object action = fields.get("action");
        int to = payload.length;
        assertThat(PlainMessages.isPing(payload, 0, to, scan)).isEqualTo(isAlone && "ping".equals(action));
        assertThat(PlainMessages.isPong(payload, 0, to, scan)).isEqualTo(isAlone && "pong".equals(action));
        assertThat(PlainMessages.isRecovery(payload, scan)).isEqualTo("recover_session".equals(action));

        String id = PlainMessages.sessionId(payload, 0, to);
        assertThat(id).isEqualTo(lastSessionId(payload));
        checkId(id);
    }

    private static byte[] payload(FuzzInput in) {
        FuzzedPack pack =
                new FuzzedPack(in, "action", "session_id", "ping", "pong", "00112233445566778899aAbBcCdDeEfF");
        if (in.oneIn(3)) {
            return pack.map(1)
                    .text("action")
                    .text(in.of("ping", "pong", "pings"))
                    .take();
        }
        return pack.message("recover_session", "ping", "pong").take();
    }

    private boolean isMessage(byte[] payload) {
        try {
            return scan.scan(payload, 0, payload.length) == PayloadScan.Kind.MESSAGE;
        } catch (BrokenPeerException refused) {
            return false;
        }
    }

    private static PackReader reader(byte[] payload) {
        return new PackReader().reset(payload, 0, payload.length);
    }

    private static String lastSessionId(byte[] payload) {
        PackReader reader = reader(payload);
        String last = "";
        for (int entries = reader.readMapHeader(); entries > 0; entries--) {
            Object key = Values.read(reader);
            Object value = Values.read(reader);
            if ("session_id".equals(key) && value instanceof String text) {
                last = text;
            }
        }
        return last;
    }

    private static void checkId(String text) {
        byte[] id = SessionTable.parse(text);
        boolean isId = text.matches("[0-9a-fA-F]{32}");
        assertThat(id).hasSize(isId ? SessionTable.ID_BYTES : 0);
        if (isId) {
            assertThat(SessionTable.text(id)).isEqualToIgnoringCase(text);
        }
    }
}
