package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers that say anything at all, in frames that look right: nothing is thrown, and an honest session beside them goes on. */
class HostileFramesTest {
    private static final int FRAMES = 60;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 9 : 11)) {
            case 0 -> (long) random.nextInt(10);
            case 1 -> random.nextLong();
            case 2 -> -1;
            case 3 -> "text";
            case 4 -> SessionTableRig.id(random.nextInt(4));
            case 5 -> new byte[random.nextInt(40)];
            case 6 -> random.nextDouble();
            case 7 -> random.nextBoolean();
            case 8 -> null;
            case 9 -> list(random, depth + 1, random.nextInt(4));
            default -> map(random, depth + 1);
        };
    }

    private static List<@Nullable Object> list(Random random, int depth, int size) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Map<Object, @Nullable Object> map(Random random, int depth) {
        List<String> keys = List.of(
                "session",
                "received",
                "resend_from",
                "limits",
                "outcome",
                "window_ms",
                "frame_bytes",
                "depth",
                "limit");
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(keys.get(random.nextInt(keys.size())), value(random, depth));
        }
        return map;
    }

    private static byte[] frame(Random random) {
        if (random.nextInt(6) == 0) {
            List<String> actions = List.of("recover_session", "ping", "pong", "connected", "error", "m");
            Map<Object, @Nullable Object> message = new LinkedHashMap<>();
            message.put("action", actions.get(random.nextInt(actions.size())));
            if (random.nextBoolean()) {
                message.put("session_id", random.nextBoolean() ? SessionTableRig.text(1) : value(random, 0));
            }
            return Frames.of(message);
        }
        List<@Nullable Object> array = list(random, 0, random.nextInt(5));
        int code = random.nextInt(9);
        array.addAll(0, code < 3 ? Arrays.asList(code, 1, 3, map(random, 0)) : List.of(code));
        return Frames.of(array);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsThrownAndNobodyElseIsTouched(long seed) {
        Random random = new Random(seed);
        SessionTableRig server = new SessionTableRig();
        SessionTableRig.Wire honest = server.join();
        List<SessionTableRig.Wire> hostile = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            if (hostile.isEmpty() || random.nextInt(5) == 0) {
                hostile.add(server.connect());
            }
            SessionTableRig.Wire wire = hostile.get(random.nextInt(hostile.size()));
            wire.in(frame(random));
            server.runPending();
        }
        hostile.forEach(SessionTableRig.Wire::cut);

        // Whoever knows its id is its client; the random ids above are those that were given to it.
        boolean isStolen = server.told().stream().anyMatch(line -> line.equals("1 detached"));
        assertThat(honest.session.isOpen()).isNotEqualTo(isStolen);
        for (int number = 1; number <= server.connections.size(); number++) {
            String ended = number + " ended";
            assertThat(server.told.stream().filter(line -> line.startsWith(ended)))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClientIsEndedAtMostOnce(long seed) {
        Random random = new Random(seed);
        SessionRig client = SessionRig.returningClient(random.nextBoolean());
        for (int i = 0; i < FRAMES; i++) {
            client.in(frame(random));
        }
        client.assertEndsOnce();
    }
}
