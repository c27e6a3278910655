package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.repod.CloseReason;
import dev.repod.Limits;
import dev.repod.Resumption;
import dev.repod.internal.session.LibraryFrame.Ack;
import dev.repod.internal.session.LibraryFrame.Bye;
import dev.repod.internal.session.LibraryFrame.Hello;
import dev.repod.internal.session.LibraryFrame.Ping;
import dev.repod.internal.session.LibraryFrame.Pong;
import dev.repod.internal.session.LibraryFrame.Welcome;
import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.FuzzedPack;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.SpareArrays;
import dev.repod.internal.wire.Values;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whatever array comes: it is skipped, or read as a second reader understands it that knows docs/protocol.md and no line of the first. */
class LibraryFrameFuzzTest {
    private final PayloadScan scan = new PayloadScan(32);

    @FuzzTest(maxDuration = "60s")
    void anArrayIsSkippedOrReadAsTheProtocolSays(byte[] script) {
        var in = new FuzzInput(script);
        boolean isMutated = in.oneIn(3);
        byte[] made = new FuzzedFrames(in).payload();
        byte[] payload = isMutated ? FuzzedPack.mutated(in, made) : made;
        if (!isLibraryFrame(payload)) {
            return;
        }
        LibraryFrame frame = LibraryFrame.read(new PackReader().reset(payload, 0, payload.length));
        List<?> elements = (List<?>) Values.read(new PackReader().reset(payload, 0, payload.length));
        assertThat(frame != null).isEqualTo(elements != null && isKnown(elements));
        if (frame != null && elements != null) {
            judge(frame, elements, isWithoutDuplicates(payload, elements));
        }
    }

    private boolean isLibraryFrame(byte[] payload) {
        try {
            return scan.scan(payload, 0, payload.length) == PayloadScan.Kind.LIBRARY;
        } catch (BrokenPeerException refused) {
            return false;
        }
    }

    private static boolean isCount(@Nullable Object value) {
        return value instanceof Long number && number >= 0;
    }

    private static boolean isKnown(List<?> elements) {
        if (elements.size() < 2 || !isCount(elements.get(0))) {
            return false;
        }
        return switch (((Long) elements.get(0)).intValue()) {
            case 1, 2 ->
                (Long) elements.get(0) < 3
                        && elements.size() > 3
                        && isCount(elements.get(1))
                        && (Long) elements.get(1) > 0
                        && isCount(elements.get(2))
                        && elements.get(3) instanceof Map;
            case 3, 4, 5 -> (Long) elements.get(0) < 6 && isCount(elements.get(1));
            case 6 ->
                (Long) elements.get(0) == 6
                        && elements.size() > 2
                        && elements.get(1) instanceof String
                        && elements.get(2) instanceof String;
            default -> false;
        };
    }

    private static void judge(LibraryFrame frame, List<?> elements, boolean isUnambiguous) {
        int code = ((Long) elements.get(0)).intValue();
        if (frame instanceof Hello hello) {
            assertThat(code).isEqualTo(1);
            judgeGreeting(hello.said(), elements, isUnambiguous);
        } else if (frame instanceof Welcome welcome) {
            assertThat(code).isEqualTo(2);
            judgeGreeting(welcome.said(), elements, isUnambiguous);
        } else if (frame instanceof Bye bye) {
            assertThat(code).isEqualTo(6);
            judgeBye(bye, elements);
        } else {
            assertThat(frame)
                    .isEqualTo(
                            switch (code) {
                                case 3 -> new Ping((Long) elements.get(1));
                                case 4 -> new Pong((Long) elements.get(1));
                                default -> new Ack((Long) elements.get(1));
                            });
        }
    }

    private static void judgeGreeting(Greeting said, List<?> elements, boolean isUnambiguous) {
        PeerLimits limits = said.limits();
        assertThat(limits.maxFrameBytes()).isBetween(Limits.SMALLEST_FRAME_BYTES, Limits.LARGEST_FRAME_BYTES);
        assertThat(limits.maxDepth()).isBetween(1, Limits.DEEPEST_NESTING);
        assertThat(said.received()).isGreaterThanOrEqualTo(-1);
        assertThat(said.resendFrom()).isGreaterThanOrEqualTo(0);
        Map<?, ?> entries = (Map<?, ?>) elements.get(3);
        assertThat(said.namesSession()).isEqualTo(entries.containsKey("session"));
        assertThat(said.wantsSession()).isEqualTo(said.namesSession() || ((Long) elements.get(2) & 1) != 0);
        if (isUnambiguous) {
            judgeEntries(said, entries);
        }
    }

    private static void judgeEntries(Greeting said, Map<?, ?> entries) {
        assertThat(said.session()).isEqualTo(entries.get("session") instanceof byte[] id ? id : null);
        assertThat(said.received()).isEqualTo(count(entries, "received", -1));
        assertThat(said.resendFrom()).isEqualTo(count(entries, "resend_from", 0));
        assertThat(said.windowMillis()).isEqualTo(count(entries, "window_ms", -1));
        boolean isOutcome = List.of("fresh", "resumed", "restored").contains(String.valueOf(entries.get("outcome")));
        assertThat(said.outcome())
                .isEqualTo(
                        isOutcome && entries.get("outcome") instanceof String word
                                ? Resumption.valueOf(word.toUpperCase(Locale.ROOT))
                                : Resumption.FRESH);
    }

    private static long count(Map<?, ?> entries, String key, long otherwise) {
        return entries.get(key) instanceof Long number && number >= 0 ? number : otherwise;
    }

    /** Where the map of a greeting says something twice, the last that fits counts, which a map of Java's cannot tell. */
    private static boolean isWithoutDuplicates(byte[] payload, List<?> elements) {
        if (elements.size() < 4 || !(elements.get(3) instanceof Map<?, ?> map)) {
            return false;
        }
        PackReader reader = new PackReader().reset(payload, 0, payload.length);
        reader.readArrayHeader();
        for (int i = 0; i < 3; i++) {
            reader.skip();
        }
        return reader.readMapHeader() == map.size();
    }

    /** What is read is written so that it is read again. */
    private static void judgeBye(Bye bye, List<?> elements) {
        CloseReason reason = bye.reason();
        assertThat(reason.text()).isEqualTo(elements.get(2));
        assertThat(reason.kind()).isNotIn(CloseReason.Kind.LOST, CloseReason.Kind.PEER_CLOSED);
        if (reason.kind() != CloseReason.Kind.LIMIT) {
            assertThat(reason.limit()).isNull();
        }
        OutboundQueue queue = new OutboundQueue(new SpareArrays(1 << 20, 1 << 20), new FlightRecorder(0));
        new LibraryFrames().bye(queue, reason);
        RecordingLink link = new RecordingLink();
        queue.writeTo(link);
        byte[] frame = link.written.toByteArray();
        FuzzedLink strict = new FuzzedLink(InetSocketAddress.createUnresolved("peer.test", 1));
        strict.write(frame, 0, frame.length);
        if (reason.kind() != CloseReason.Kind.LIMIT || reason.limit() != null) {
            assertThat(LibraryFrame.read(new PackReader().reset(frame, 4, frame.length)))
                    .isEqualTo(bye);
        }
    }
}
