package dev.repod.benchmarks.game;

import dev.repod.CloseReason;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How connections ended, by where they came from: each kind of peer has addresses of its own, told by their second byte. */
final class Census {
    private final Map<String, Long> ended = new TreeMap<>();

    void ended(InetSocketAddress address, CloseReason reason) {
        ended.merge(block(address) + "/" + word(reason), 1L, Long::sum);
    }

    /** One word for a reason: {@code timed_out}, or {@code limit:frame_bytes}. */
    static String word(CloseReason reason) {
        String kind = reason.kind().wireName();
        return reason.limit() == null ? kind : kind + ":" + reason.limit();
    }

    private static int block(InetSocketAddress address) {
        return address.getAddress().getAddress()[1] & 0xFF;
    }

    /** Words such as {@code 64/timed_out=12}. */
    String words() {
        return ended.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
